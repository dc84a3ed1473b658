using Crm.Contacts.PersonalData;
using Crm.Kernel.Display.Themes;
using Crm.Kernel.Security;
using Crm.Messaging.Messages;
using Crm.Messaging.Topics;
using Crm.Messaging.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Messaging.Preferences;

/// <summary>Where a letter's reader says what they want: less of one topic, a pause, nothing. Opening it changes nothing; it names nobody, for a letter may be passed on.</summary>
[Open("The link in the letter is the key"), Centered]
internal sealed class ShowPreferences(LeaveLinks links, MessagePreferences preferences, TopicBook book, DataSubjects subjects, TrackingConsent tracking, TrackingWords words) : PageModel
{
    /// <summary>Null when the link is not one of ours.</summary>
    public Message? Message { get; private set; }

    /// <summary>The topics they may choose: those that are offered, and those that they were written to about.</summary>
    public IReadOnlyList<OfferedTopic> Topics { get; private set; } = [];

    public TrackingWords Words => words;

    /// <summary>What they said of being tracked, as it holds now.</summary>
    public IReadOnlyDictionary<TrackingKind, TrackingAnswer> Tracking { get; private set; } = new Dictionary<TrackingKind, TrackingAnswer>();

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

        var isKnown = string.IsNullOrEmpty(topic) || Topics.Any(one => one.Name == topic);
        if (!isKnown || kind is not (PreferenceKinds.Stop or PreferenceKinds.Pause or PreferenceKinds.Allow) || (kind == PreferenceKinds.Pause && !MessagePreferences.Pauses.Contains(days)))
        {
            return BadRequest();
        }

        await preferences.RecordAsync(Message!.PersonId, topic ?? "", kind, days, "page", Message.MessageId, cancellationToken);
        return RedirectToPage(new { token, noted = true });
    }

    /// <summary>Notes whether their opens or clicks may be noted.</summary>
    public async Task<IActionResult> OnPostTrackAsync(string token, string? kind, string? answer, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(token, cancellationToken))
        {
            return Page();
        }

        if (TrackingKinds.Of(kind) is not { } asked || answer is not (TrackingAnswers.Granted or TrackingAnswers.Denied))
        {
            return BadRequest();
        }

        await tracking.RecordAsync(Message!.PersonId, asked, answer, "page", Message.MessageId, words.Sentence(asked), cancellationToken);
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

        Topics = await TopicsAsync(Message.PersonId, cancellationToken);
        Tracking = await tracking.StandsAsync(Message.PersonId, cancellationToken);
        Stands = await preferences.StandAsync(Message.PersonId, cancellationToken);
        return true;
    }

    private async Task<IReadOnlyList<OfferedTopic>> TopicsAsync(string personId, CancellationToken cancellationToken)
    {
        var ids = (await subjects.FindAsync(personId, cancellationToken))?.Ids.ToList() ?? [personId];
        var names = (await book.ListAsync()).Where(topic => topic.IsOffered).Select(topic => topic.Name).Union(await preferences.TopicsAsync(ids, cancellationToken));
        var topics = new List<OfferedTopic>();
        foreach (var name in names)
        {
            topics.Add(new OfferedTopic(name, await book.TitleAsync(name), await book.SentenceAsync(name)));
        }

        return topics;
    }
}

/// <summary>A topic as its reader sees it.</summary>
/// <param name="Sentence">What one gets; blank for nothing to say.</param>
internal sealed record OfferedTopic(string Name, string Title, string Sentence);
