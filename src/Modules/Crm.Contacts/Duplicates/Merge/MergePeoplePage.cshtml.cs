using Crm.Contacts.Lists;
using Crm.Contacts.Rights;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Duplicates.Merge;

/// <summary>Two people side by side: whose value stays, field by field; what the result will be; the merge; and taking it back.</summary>
[Right(ContactsPermissions.MergeOwn)]
internal sealed class MergePeoplePage(
    MergePeople merge, UndoMerge undo, MergePartners partners, ContactSights sights, DataUses uses, IHistory history, BatchRights batches, ContactLabels labels, IStringLocalizer<MergePeoplePage> s) : PageModel
{
    private const string Side = "side:";

    /// <summary>The person who stays.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Keep { get; set; }

    /// <summary>The person who becomes part of them.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Gone { get; set; }

    /// <summary>The batch of a merge that cannot be taken back without a choice.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Batch { get; set; }

    /// <summary>Whether the one who stays joins the other's households.</summary>
    [BindProperty]
    public bool Households { get; set; }

    /// <summary>Whether somebody said that it is meant, although the data of one of them may be used for nothing else.</summary>
    [BindProperty]
    public bool Sure { get; set; }

    /// <summary>Why it is asked whether the merge is meant; null when it is not.</summary>
    public string? Doubt { get; private set; }

    /// <summary>A text by which somebody to merge with is looked for.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    public ComparedPeople? People { get; private set; }

    /// <summary>The name of the person for whom another one is looked for.</summary>
    public string? Chosen { get; private set; }

    /// <summary>Whom they can be merged with.</summary>
    public IReadOnlyList<MergePartner> Partners { get; private set; } = [];

    /// <summary>Members that were changed after the merge and that it wrote too.</summary>
    public IReadOnlyList<string> Clashes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Batch is { Length: > 0 })
        {
            Clashes = TempData["clashes"] is string[] clashes ? [.. clashes.Select(labels.Field).Distinct()] : [];
            return Clashes.Count > 0 && await MayUndoAsync(Batch) ? Page() : NotFound();
        }

        if (Keep is { Length: > 0 } && Gone is null)
        {
            return await ChooseAsync(Keep, cancellationToken);
        }

        return Keep is null && Gone is null ? Page() : await ShowAsync(new MergeChoices(new Dictionary<string, MergeSide>(), Households: false), isPreview: false, cancellationToken);
    }

    public Task<IActionResult> OnPostPreviewAsync(CancellationToken cancellationToken) => ShowAsync(Choices(), isPreview: true, cancellationToken);

    public async Task<IActionResult> OnPostMergeAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync() is not ({ } survivor, { } other))
        {
            return NotFound();
        }

        if (!Sure && await DoubtAsync(cancellationToken) is not null)
        {
            return await ShowAsync(Choices(), isPreview: true, cancellationToken);
        }

        var batch = await merge.MergeAsync(survivor, other, Choices(), cancellationToken);
        var sight = await sights.ForAsync(User, ContactTypes.Person);
        this.Toast(s["The two are one now: {0}.", sight.Show(survivor).DisplayText ?? ""], undo: $"~/admin/people/merge?handler=Undo&batch={batch}");
        return Redirect(Url.Content($"~/admin/people/{survivor.ContentItemId}"));
    }

    /// <summary>Takes a merge back.</summary>
    /// <param name="later">"keep" or "back" for what was changed since; null asks.</param>
    public async Task<IActionResult> OnPostUndoAsync(string? batch, string? later)
    {
        if (batch is not { Length: > 0 } || !await MayUndoAsync(batch))
        {
            return NotFound();
        }

        var open = await undo.RunAsync(batch, later switch { "keep" => true, "back" => false, _ => null });
        if (open.Count > 0)
        {
            TempData["clashes"] = open.ToArray();
            return Redirect(Url.Content($"~/admin/people/merge?batch={Uri.EscapeDataString(batch)}"));
        }

        this.Toast(s["They are two people again."]);
        return Redirect(Url.Content("~/admin/people/duplicates"));
    }

    private async Task<IActionResult> ChooseAsync(string id, CancellationToken cancellationToken)
    {
        if (await sights.FindAsync(User, id, ContactTypes.Person, CommonPermissions.EditContent) is not { } person)
        {
            return NotFound();
        }

        Chosen = (await sights.ForAsync(User, ContactTypes.Person)).Show(person).DisplayText is { Length: > 0 } name ? name : s["(no name)"];
        Partners = await partners.OfAsync(User, person, Search, cancellationToken);
        return Page();
    }

    private async Task<IActionResult> ShowAsync(MergeChoices choices, bool isPreview, CancellationToken cancellationToken)
    {
        if (await FindAsync() is not ({ } survivor, { } other))
        {
            return NotFound();
        }

        Doubt = await DoubtAsync(cancellationToken);
        People = ComparedPeople.Of(survivor, other, choices, await sights.ForAsync(User, ContactTypes.Person), labels, isPreview);
        return Page();
    }

    private async Task<string?> DoubtAsync(CancellationToken cancellationToken) => (await uses.RefusedAsync([Keep!, Gone!], DataUse.Merge, cancellationToken)).Values.FirstOrDefault();

    private async Task<(ContentItem? Survivor, ContentItem? Other)> FindAsync()
    {
        if (Keep is not { Length: > 0 } || Gone is not { Length: > 0 } || Keep == Gone)
        {
            return (null, null);
        }

        var other = await sights.FindAsync(User, Gone, ContactTypes.Person, CommonPermissions.EditContent);
        return (await sights.FindAsync(User, Keep, ContactTypes.Person, CommonPermissions.EditContent),
            other is not null && await sights.MayAsync(User, other, CommonPermissions.DeleteContent) ? other : null);
    }

    private MergeChoices Choices() => new(
        Request.Form.Where(field => field.Key.StartsWith(Side, StringComparison.Ordinal) && Enum.TryParse<MergeSide>(field.Value, out _))
            .ToDictionary(field => field.Key[Side.Length..], field => Enum.Parse<MergeSide>(field.Value!)),
        Households);

    private async Task<bool> MayUndoAsync(string batch)
        => (await history.ListAsync(new HistoryFilter(BatchId: batch), 1)).FirstOrDefault() is { Event: "Merged" } && await batches.MayUndoAsync(User, batch);
}
