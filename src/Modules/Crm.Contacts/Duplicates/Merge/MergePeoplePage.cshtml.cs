using Crm.Contacts.Lists;
using Crm.Contacts.Rights;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Duplicates.Merge;

/// <summary>Two people side by side: whose value stays, field by field; what the result will be; the merge; and taking it back.</summary>
[Right(ContactsPermissions.MergeOwn)]
internal sealed class MergePeoplePage(
    MergePeople merge, UndoMerge undo, MergeGate gate, MergePartners partners, ContactSights sights, ContactLabels labels, IStringLocalizer<MergePeoplePage> s) : PageModel
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
            return Clashes.Count > 0 && await gate.MayUndoAsync(User, Batch) ? Page() : NotFound();
        }

        if (Keep is { Length: > 0 } && Gone is null)
        {
            return await ChooseAsync(Keep, cancellationToken);
        }

        return Keep is null && Gone is null ? Page() : await ShowAsync(new MergeChoices(new Dictionary<string, MergeSide>(), Households: false), isPreview: false, cancellationToken);
    }

    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancellationToken) => await ShowAsync(await ChoicesAsync(), isPreview: true, cancellationToken);

    public async Task<IActionResult> OnPostMergeAsync(CancellationToken cancellationToken)
    {
        if (await gate.FindAsync(User, Keep, Gone) is not ({ } survivor, { } other))
        {
            return NotFound();
        }

        if (!Sure && await DoubtAsync(cancellationToken) is not null)
        {
            return await ShowAsync(await ChoicesAsync(), isPreview: true, cancellationToken);
        }

        var batch = await merge.MergeAsync(survivor, other, await ChoicesAsync(), cancellationToken);
        var sight = await sights.ForAsync(User, ContactTypes.Person);
        this.Toast(s["The two are one now: {0}.", sight.Show(survivor).DisplayText ?? ""], undo: $"~/admin/people/merge?handler=Undo&batch={batch}");
        return Redirect(Url.Content($"~/admin/people/{survivor.ContentItemId}"));
    }

    /// <summary>Takes a merge back.</summary>
    /// <param name="later">"keep" or "back" for what was changed since; null asks.</param>
    public async Task<IActionResult> OnPostUndoAsync(string? batch, string? later)
    {
        if (batch is not { Length: > 0 } || !await gate.MayUndoAsync(User, batch))
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
        if (await gate.FindAsync(User, Keep, Gone) is not ({ } survivor, { } other))
        {
            return NotFound();
        }

        Doubt = await DoubtAsync(cancellationToken);
        People = ComparedPeople.Of(survivor, other, choices, await sights.ForAsync(User, ContactTypes.Person), labels, isPreview);
        return Page();
    }

    private Task<string?> DoubtAsync(CancellationToken cancellationToken) => gate.DoubtAsync(Keep!, Gone!, cancellationToken);

    // Of a member that is hidden nothing can have been chosen.
    private async Task<MergeChoices> ChoicesAsync()
    {
        var sight = await sights.ForAsync(User, ContactTypes.Person);
        return new(
            Request.Form.Where(field => field.Key.StartsWith(Side, StringComparison.Ordinal) && sight.CanSee(field.Key[Side.Length..]) && Enum.TryParse<MergeSide>(field.Value, out _))
                .ToDictionary(field => field.Key[Side.Length..], field => Enum.Parse<MergeSide>(field.Value!)),
            Households);
    }
}
