using Crm.Kernel.Display.Themes;
using Crm.Kernel.Security;
using Crm.Messaging.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Messaging.Preferences;

/// <summary>Where a letter's reader says what they want: less of one topic, a pause, nothing. Opening it changes nothing; it names nobody, for a letter may be passed on.</summary>
[Open("The link in the letter is the key"), Centered]
internal sealed class ShowPreferences(LeaveLinks links, MessagePreferences preferences) : PageModel
{
    /// <summary>Null when the link is not one of ours.</summary>
    public Message? Message { get; private set; }

    public IReadOnlyList<string> Topics { get; private set; } = [];

    /// <summary>What holds now, by topic.</summary>
    public IReadOnlyDictionary<string, Preference> Stands { get; private set; } = new Dictionary<string, Preference>();

    /// <summary>Whether something was just noted.</summary>
    public bool IsNoted { get; private set; }

    public async Task OnGetAsync(string token, bool noted, CancellationToken cancellationToken)
    {
        IsNoted = noted;
        await LoadAsync(token, cancellationToken);
    }

    /// <summary>Notes what they want.</summary>
    /// <param name="topic">Blank for everything.</param>
    /// <param name="kind">One of <see cref="PreferenceKinds"/>.</param>
    public async Task<IActionResult> OnPostAsync(string token, string? topic, string? kind, int days, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(token, cancellationToken))
        {
            return Page();
        }

        var isKnown = string.IsNullOrEmpty(topic) || Topics.Contains(topic);
        if (!isKnown || kind is not (PreferenceKinds.Stop or PreferenceKinds.Pause or PreferenceKinds.Allow) || (kind == PreferenceKinds.Pause && !MessagePreferences.Pauses.Contains(days)))
        {
            return BadRequest();
        }

        await preferences.RecordAsync(Message!.PersonId, topic ?? "", kind, days, "page", Message.MessageId, cancellationToken);
        return RedirectToPage(new { token, noted = true });
    }

    private async Task<bool> LoadAsync(string token, CancellationToken cancellationToken)
    {
        Message = await links.ReadAsync(token, cancellationToken);
        if (Message is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return false;
        }

        Topics = await preferences.TopicsAsync(Message.PersonId, cancellationToken);
        Stands = await preferences.StandAsync(Message.PersonId, cancellationToken);
        return true;
    }
}
