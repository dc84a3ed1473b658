using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Crm.Messaging.Ledger;
using Crm.Messaging.Messages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Silences;

/// <summary>The silences that are planned, and the form that plans or changes one.</summary>
[Right(MessagingPermissions.Manage)]
internal sealed class EditSilences(SilenceRules silences, PlanSilences plan, ISiteService sites, MessageLedger ledger, LocalTime local, TimeProvider time, IStringLocalizer<EditSilences> s) : PageModel
{
    private const int RemovedShown = 10;

    /// <summary>Which one is changed; null to plan one.</summary>
    [BindProperty(SupportsGet = true, Name = "silence")]
    public string? SilenceId { get; set; }

    [BindProperty]
    public SilenceForm Input { get; set; } = new();

    /// <summary>Those to come and those of now, the first first.</summary>
    public IReadOnlyList<SilencePeriod> Planned { get; private set; } = [];

    /// <summary>Those that are over, the last first.</summary>
    public IReadOnlyList<SilencePeriod> Over { get; private set; } = [];

    /// <summary>Those that were taken away, the last first.</summary>
    public IReadOnlyList<SilencePeriod> Removed { get; private set; } = [];

    public DateOnly Today { get; private set; }

    /// <summary>How many messages wait for a silence to end.</summary>
    public int Waiting { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (SilenceId is null)
        {
            return Page();
        }

        if (Planned.Concat(Over).FirstOrDefault(one => one.SilenceId == SilenceId) is not { } period)
        {
            return NotFound();
        }

        Input = new SilenceForm { Title = period.Title, Country = period.Country, From = period.From, Until = period.Until, HoldsPersonal = period.HoldsPersonal };
        return Page();
    }

    /// <summary>Plans or changes one.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        foreach (var (member, sentence) in Input.Faults(s))
        {
            ModelState.AddModelError($"Input.{member}", sentence);
        }

        if (!ModelState.IsValid)
        {
            await LoadAsync(cancellationToken);
            return Page();
        }

        return await DoneAsync(await plan.PutAsync(SilenceId, Input.Title!.Trim(), Input.CleanCountry, Input.From!.Value, Input.Until!.Value, Input.HoldsPersonal, cancellationToken), s["Saved."]);
    }

    /// <summary>Takes one away.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(string? id, CancellationToken cancellationToken) => await DoneAsync(await plan.RemoveAsync(id ?? "", cancellationToken), s["Taken away. It can be brought back below."]);

    /// <summary>Brings one back.</summary>
    public async Task<IActionResult> OnPostBringBackAsync(string? id, CancellationToken cancellationToken) => await DoneAsync(await plan.BringBackAsync(id ?? "", cancellationToken), s["It holds again."]);

    private Task<IActionResult> DoneAsync(bool found, string toast)
    {
        if (!found)
        {
            return Task.FromResult<IActionResult>(NotFound());
        }

        this.Toast(toast);
        return Task.FromResult<IActionResult>(RedirectToPage(new { silence = (string?)null }));
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Today = DateOnly.FromDateTime(await local.OfAsync(time.GetUtcNow().UtcDateTime));
        var all = await silences.ListAsync();
        Planned = [.. all.Where(period => period.Until >= Today)];
        Over = [.. all.Where(period => period.Until < Today).OrderByDescending(period => period.Until)];
        Removed = [.. (await sites.GetSiteSettingsAsync()).As<SilenceSettings>().Periods.Where(period => period.RemovedUtc is not null).OrderByDescending(period => period.RemovedUtc).Take(RemovedShown)];
        Waiting = (await ledger.SumAsync(new LedgerQuestion(MessageState.Held, Reasons.Silence), cancellationToken)).Sum(sum => sum.Count);
    }
}
