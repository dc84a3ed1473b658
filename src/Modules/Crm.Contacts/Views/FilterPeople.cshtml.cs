using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Contacts.Segments;
using Crm.Contacts.Segments.Conditions;
using Crm.Contacts.Segments.Edit;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Contacts.Views;

/// <summary>Builds the conditions of the list of people with the builder of segments, then opens the list by them.</summary>
[Right(ContactsPermissions.ViewOwn)]
internal sealed class FilterPeople(SegmentBuilder builder, AskedPeople asked, PeoplePreview preview) : NarrowedPeoplePage
{
    [BindProperty]
    public List<NodeForm> Nodes { get; set; } = [];

    public BuilderView View { get; private set; } = null!;

    /// <summary>What narrows the list beside the conditions.</summary>
    public PeopleFilter Beside => Filter with { Where = null };

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var (now, book) = (await asked.ReadAsync(new PeopleFilter(null, null, null, null, Where), User, cancellationToken), await builder.ChangeAsync(User, [], null, cancellationToken));
        View = now.Fault is null && now.Tree.Of.Count > 0 ? book with { Root = BuilderNode.Of(now.Tree) }
            : await builder.ChangeAsync(User, [new NodeForm { Match = "all" }], "rule:0", cancellationToken);
    }

    /// <summary>A button of the builder; nothing is stored.</summary>
    public async Task<IActionResult> OnPostBuildAsync(string? act, CancellationToken cancellationToken)
    {
        View = await builder.ChangeAsync(User, Nodes, act, cancellationToken);
        ModelState.Clear();
        return Request.Headers.ContainsKey("HX-Request") ? Partial("/Crm.Contacts/Segments/Edit/_Builder.cshtml", View) : Page();
    }

    /// <summary>The sentence, the number and a sample.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancellationToken)
        => Partial("/Crm.Contacts/Segments/Edit/_Preview.cshtml", await preview.ReadAsync(User, await builder.ChangeAsync(User, Nodes, null, cancellationToken), Beside, cancellationToken));

    /// <summary>Opens the list.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        View = await builder.ChangeAsync(User, Nodes, null, cancellationToken);
        if (builder.Read(View) is not { } tree)
        {
            return Page();
        }

        var query = Beside.Query.Append(KeyValuePair.Create("where", (string?)(tree.Of.Count == 0 ? "" : ConditionJson.Write(tree).ToJsonString()))).Append(KeyValuePair.Create("view", (string?)ViewOpener.Everybody));
        return Redirect(Url.Content("~/admin/people") + QueryString.Create(query));
    }
}
