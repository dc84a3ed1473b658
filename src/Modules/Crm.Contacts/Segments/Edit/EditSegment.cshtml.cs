using Crm.Contacts.People;
using Crm.Contacts.Segments.Conditions;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Segments.Edit;

/// <summary>The builder of a segment. Its buttons work without script; with it they change the tree in place, and the count follows what is typed.</summary>
[Right(SegmentsPermissions.Manage)]
internal sealed class EditSegment(
    IContentManager content, ISession session, Kernel.Security.Rights rights, SegmentBuilder builder, PeoplePreview preview, ChangeContext change, TimeProvider time, IStringLocalizer<EditSegment> s) : PageModel
{
    private const int LongestName = 200;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public List<NodeForm> Nodes { get; set; } = [];

    /// <summary>The version the form was opened with.</summary>
    [BindProperty]
    public long Version { get; set; }

    public string? Id { get; private set; }

    /// <summary>The builder; null when this user may not ask what is stored.</summary>
    public BuilderView? View { get; private set; }

    /// <summary>Why the builder is not shown, or what is wrong with the whole.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? id, CancellationToken cancellationToken)
    {
        var item = id is null ? null : await FindAsync(id);
        if (id is not null && item is null)
        {
            return NotFound();
        }

        (Id, Version, Name, Description) = (id, item is null ? 0 : session.GetVersion(item), item?.DisplayText, item?.As<SegmentPart>()?.Description);
        (View, Faults) = await builder.OpenAsync(User, item?.As<SegmentPart>()?.Condition, cancellationToken);
        if (item is null && View is not null)
        {
            View = await builder.ChangeAsync(User, [new NodeForm { Match = "all" }], "rule:0", cancellationToken) with { Focus = null };
        }

        return Page();
    }

    /// <summary>A button of the builder, or another choice in it: shows the tree as it is then; nothing is stored.</summary>
    public async Task<IActionResult> OnPostBuildAsync(string? id, string? act, CancellationToken cancellationToken)
    {
        if (id is not null && await FindAsync(id) is null)
        {
            return NotFound();
        }

        Id = id;
        View = await builder.ChangeAsync(User, Nodes, act, cancellationToken);
        ModelState.Clear();
        return Request.Headers.ContainsKey("HX-Request") ? Partial("/Crm.Contacts/Segments/Edit/_Builder.cshtml", View) : Page();
    }

    /// <summary>The sentence, the number and a sample of what is built.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(string? id, CancellationToken cancellationToken)
    {
        if (id is not null && await FindAsync(id) is null)
        {
            return NotFound();
        }

        var view = await builder.ChangeAsync(User, Nodes, null, cancellationToken);
        return Partial("/Crm.Contacts/Segments/Edit/_Preview.cshtml", await preview.ReadAsync(User, view, new PeopleFilter(null, null, null), cancellationToken));
    }

    /// <summary>Stores it.</summary>
    public async Task<IActionResult> OnPostAsync(string? id, CancellationToken cancellationToken)
    {
        var item = id is null ? await content.NewAsync(Segments.ContentType) : await FindAsync(id);
        if (item is null)
        {
            return NotFound();
        }

        Id = id;
        View = await builder.ChangeAsync(User, Nodes, null, cancellationToken);
        var tree = builder.Read(View);
        Check(item);
        if (tree is null || !ModelState.IsValid)
        {
            Faults = [.. View.Root.Faults];
            return Page();
        }

        item.Alter<TitlePart>(part => part.Title = Name!.Trim());
        item.Alter<SegmentPart>(part => (part.Description, part.Condition) = (Description?.Trim() ?? "", ConditionJson.Write(tree)));
        if ((await content.ValidateAsync(item)).Errors is [var fault, ..])
        {
            Faults = [fault.Message];
            return Page();
        }

        (item.ModifiedUtc, item.Author) = (time.GetUtcNow().UtcDateTime, change.ActorName);
        await (id is null ? content.CreateAsync(item) : content.UpdateAsync(item));
        this.Toast(id is null ? s["{0} was added.", Name!.Trim()] : s["Saved."]);
        return Redirect(Url.Content("~/admin/segments"));
    }

    private void Check(ContentItem item)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Trim().Length > LongestName)
        {
            ModelState.AddModelError(nameof(Name), s["A segment needs a name of at most {0} characters.", LongestName]);
        }

        if (Id is not null && Version != session.GetVersion(item))
        {
            ModelState.AddModelError("", s["Somebody else changed this segment meanwhile. Open it anew; what you built is still shown here."]);
        }
    }

    private async Task<ContentItem?> FindAsync(string id)
        => await content.GetAsync(id, VersionOptions.Latest) is { } item && item.ContentType == Segments.ContentType && await rights.HoldsAsync(User, CommonPermissions.PublishContent, item) ? item : null;
}
