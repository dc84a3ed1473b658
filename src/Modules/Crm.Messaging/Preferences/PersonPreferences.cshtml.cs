using Crm.Contacts.PersonalData;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Messaging.Ledger;
using Crm.Messaging.StopList;
using Crm.Messaging.Topics;
using Crm.Messaging.Tracking;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Preferences;

/// <summary>What a person wants of letters to many, all that they said, and where somebody notes what they said by word of mouth.</summary>
[Right(MessagingPermissions.Write)]
internal sealed class PersonPreferences(Recipients recipients, MessagePreferences preferences, StoppedAddresses stops, TopicBook topics, TrackingConsent tracking, TrackingWords trackingWords, DataSubjects subjects, LedgerWords words, Rights rights, IStringLocalizer<PersonPreferences> s) : PageModel
{
    private const int LongestReason = 200;

    public LedgerWords Words => words;

    public TopicBook Topics => topics;

    public TrackingWords TrackingWords => trackingWords;

    public string PersonId { get; private set; } = "";

    public string Name { get; private set; } = "";

    public IReadOnlyList<Preference> Log { get; private set; } = [];

    /// <summary>What holds now, by topic.</summary>
    public IReadOnlyDictionary<string, Preference> Stands { get; private set; } = new Dictionary<string, Preference>();

    /// <summary>What stands, and stood, on the stop list of where they are reached now.</summary>
    public IReadOnlyList<StoppedAddress> Stops { get; private set; } = [];

    /// <summary>The channels by which they are reached, with the key of the address.</summary>
    public IReadOnlyDictionary<string, string> Reached { get; private set; } = new Dictionary<string, string>();

    /// <summary>All that was said of being tracked, the newest first.</summary>
    public IReadOnlyList<TrackingAnswer> TrackingLog { get; private set; } = [];

    /// <summary>What holds of it now.</summary>
    public IReadOnlyDictionary<TrackingKind, TrackingAnswer> Tracking { get; private set; } = new Dictionary<TrackingKind, TrackingAnswer>();

    public bool MayLift { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    /// <summary>They want nothing more.</summary>
    public Task<IActionResult> OnPostStopAsync(string id, CancellationToken cancellationToken) => NoteAsync(id, PreferenceKinds.Stop, cancellationToken);

    /// <summary>They want letters again.</summary>
    public Task<IActionResult> OnPostAllowAsync(string id, CancellationToken cancellationToken) => NoteAsync(id, PreferenceKinds.Allow, cancellationToken);

    /// <summary>They said, by word of mouth, whether their opens or clicks may be noted.</summary>
    public async Task<IActionResult> OnPostTrackAsync(string id, string? kind, string? answer, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken) || TrackingKinds.Of(kind) is not { } asked || answer is not (TrackingAnswers.Granted or TrackingAnswers.Denied))
        {
            return NotFound();
        }

        await tracking.RecordAsync(id, asked, answer, "agent", "", trackingWords.Sentence(asked), cancellationToken);
        this.Toast(s["Noted. It holds from this moment."]);
        return RedirectToPage(new { id });
    }

    /// <summary>Nothing more is written to their address.</summary>
    public async Task<IActionResult> OnPostStopAddressAsync(string id, string? channel, string? reason, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken) || !Reached.TryGetValue(channel ?? "", out var key))
        {
            return NotFound();
        }

        if (!HasReason(reason))
        {
            return Page();
        }

        await stops.AddAsync(channel!, key, StopReasons.Hand, reason!.Trim(), "", cancellationToken);
        this.Toast(s["Nothing more is written to this address."]);
        return RedirectToPage(new { id });
    }

    /// <summary>The address is written to again.</summary>
    public async Task<IActionResult> OnPostLiftAsync(string id, long stop, string? reason, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken) || !MayLift || Stops.FirstOrDefault(row => row.Id == stop) is not { } row)
        {
            return NotFound();
        }

        if (!HasReason(reason))
        {
            return Page();
        }

        await stops.LiftAsync(row, reason!.Trim(), cancellationToken);
        this.Toast(s["The address is written to again."], undo: $"~/admin/people/{id}/preferences?handler=PutBack&stop={stop}");
        return RedirectToPage(new { id });
    }

    /// <summary>Takes a lifting back.</summary>
    public async Task<IActionResult> OnPostPutBackAsync(string id, long stop, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken) || !MayLift || Stops.FirstOrDefault(row => row.Id == stop) is not { } row)
        {
            return NotFound();
        }

        await stops.PutBackAsync(row, cancellationToken);
        this.Toast(s["Nothing more is written to this address."]);
        return RedirectToPage(new { id });
    }

    private bool HasReason(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
        {
            ModelState.AddModelError("", s["Say why, in at most {0} characters.", LongestReason]);
        }

        return ModelState.IsValid;
    }

    private async Task<IActionResult> NoteAsync(string id, string kind, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        await preferences.RecordAsync(id, "", kind, 0, "agent", "", cancellationToken);
        this.Toast(s["Noted. It holds from this moment."]);
        return RedirectToPage(new { id });
    }

    private async Task<bool> LoadAsync(string id, CancellationToken cancellationToken)
    {
        if (await recipients.FindAsync(User, id) is not { } person)
        {
            return false;
        }

        (PersonId, Name) = (id, await recipients.NameAsync(User, person));
        var ids = (await subjects.FindAsync(id, cancellationToken))?.Ids ?? [id];
        (Log, TrackingLog) = (await preferences.LogAsync(ids, cancellationToken), await tracking.LogAsync(ids, cancellationToken));
        Tracking = await tracking.StandsAsync(id, cancellationToken);
        Stands = await preferences.StandAsync(id, cancellationToken);
        (Stops, Reached) = (await stops.OfPersonAsync(person, cancellationToken), await stops.KeysOfAsync(person));
        MayLift = await rights.HoldsAsync(User, MessagingPermissions.Manage);
        return true;
    }
}
