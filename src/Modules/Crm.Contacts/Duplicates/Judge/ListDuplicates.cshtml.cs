using Crm.Contacts.Duplicates.Candidates;
using Crm.Contacts.Lists;
using Crm.Contacts.Rights;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Duplicates.Judge;

/// <summary>The pairs of people who may be one, the likeliest first, for somebody to judge.</summary>
[Right(ContactsPermissions.EditOwn)]
internal sealed class ListDuplicates(CandidatePairs pairs, ContactSights sights, Kernel.Security.Rights rights, IStringLocalizer<ListDuplicates> s) : PageModel
{
    public IReadOnlyList<JudgedPair> Pairs { get; private set; } = [];

    public ContactSight Sight { get; private set; } = null!;

    /// <summary>The place of the last row, when there are more.</summary>
    public string? Next { get; private set; }

    public bool MayMerge { get; private set; }

    public async Task OnGetAsync(string? after, CancellationToken cancellationToken)
    {
        Sight = await sights.ForAsync(User, ContactTypes.Person);
        MayMerge = await rights.HoldsAsync(User, ContactsPermissions.MergeOwn);
        (Pairs, Next) = await pairs.ListAsync(Sight, after, cancellationToken);
    }

    /// <summary>The two are two: they are not shown again.</summary>
    public async Task<IActionResult> OnPostNotAsync(string? one, string? other, CancellationToken cancellationToken)
    {
        if (!await pairs.MayJudgeAsync(User, one, other) || !await pairs.SettleAsync(one!, other!, cancellationToken))
        {
            return NotFound();
        }

        this.Toast(s["They stay two people."], undo: $"~/admin/people/duplicates?handler=Open&one={one}&other={other}");
        return RedirectToPage();
    }

    /// <summary>Takes that back.</summary>
    public async Task<IActionResult> OnPostOpenAsync(string? one, string? other, CancellationToken cancellationToken)
    {
        if (!await pairs.MayJudgeAsync(User, one, other))
        {
            return NotFound();
        }

        await pairs.OpenAsync(one!, other!, cancellationToken);
        this.Toast(s["The pair is open again."]);
        return RedirectToPage();
    }
}
