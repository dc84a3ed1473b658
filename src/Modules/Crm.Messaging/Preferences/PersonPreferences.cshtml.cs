using Crm.Contacts.PersonalData;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Messaging.Ledger;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Preferences;

/// <summary>What a person wants of letters to many, all that they said, and where somebody notes what they said by word of mouth.</summary>
[Right(MessagingPermissions.Write)]
internal sealed class PersonPreferences(Recipients recipients, MessagePreferences preferences, DataSubjects subjects, IStringLocalizer<PersonPreferences> s) : PageModel
{
    public string PersonId { get; private set; } = "";

    public string Name { get; private set; } = "";

    public IReadOnlyList<Preference> Log { get; private set; } = [];

    /// <summary>What holds now, by topic.</summary>
    public IReadOnlyDictionary<string, Preference> Stands { get; private set; } = new Dictionary<string, Preference>();

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    /// <summary>They want nothing more.</summary>
    public Task<IActionResult> OnPostStopAsync(string id, CancellationToken cancellationToken) => NoteAsync(id, PreferenceKinds.Stop, cancellationToken);

    /// <summary>They want letters again.</summary>
    public Task<IActionResult> OnPostAllowAsync(string id, CancellationToken cancellationToken) => NoteAsync(id, PreferenceKinds.Allow, cancellationToken);

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
        Log = await preferences.LogAsync((await subjects.FindAsync(id, cancellationToken))?.Ids ?? [id], cancellationToken);
        Stands = await preferences.StandAsync(id, cancellationToken);
        return true;
    }
}
