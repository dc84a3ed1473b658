using Crm.Kernel.Content;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using Crm.Messaging.Preferences;
using Crm.Messaging.Send;
using Crm.Messaging.StopList;
using Crm.Messaging.Templates;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Actions;

/// <summary>Messages that nobody has put yet.</summary>
/// <param name="Template">The name of the template that is to say them.</param>
public sealed record MeantMessages(string Action, string Channel, string Template, string Topic = "");

/// <summary>What would become of a message if it left now.</summary>
/// <param name="State">Null when it would leave; else where it would stand.</param>
/// <param name="Reason">One of <see cref="Reasons"/>.</param>
/// <param name="Detail">What the reason is about.</param>
public sealed record Foreseen(string PersonId, MessageState? State, string Reason = "", string Detail = "");

/// <summary>
/// Says what would become of messages if they left now: the sender's own questions and the template's own words, asked without a message being put and without anybody's turn being taken. Scoped.
/// </summary>
public sealed class Foresight
{
    private static readonly TimeSpan s_life = TimeSpan.FromDays(7);

    private readonly SendChecks _checks;
    private readonly MailTemplates _templates;
    private readonly TemplateLetters _letters;
    private readonly AddressKeys _keys;
    private readonly LeaveLinks _links;
    private readonly IContentManager _content;
    private readonly IEnumerable<IChannel> _channels;
    private readonly TimeProvider _time;
    private readonly IStringLocalizer<Foresight> _s;

    internal Foresight(SendChecks checks, MailTemplates templates, TemplateLetters letters, AddressKeys keys, LeaveLinks links, IContentManager content, IEnumerable<IChannel> channels, TimeProvider time, IStringLocalizer<Foresight> s)
        => (_checks, _templates, _letters, _keys, _links, _content, _channels, _time, _s) = (checks, templates, letters, keys, links, content, channels, time, s);

    /// <summary>Asks for some people at once, in the order given.</summary>
    /// <exception cref="MessageRefusedException">There is no such template in use.</exception>
    public async Task<IReadOnlyList<Foreseen>> AskAsync(MeantMessages meant, IReadOnlyList<string> personIds, CancellationToken cancellationToken)
    {
        if (await _templates.FreezeAsync(meant.Template, cancellationToken) is not var (version, layout, mail))
        {
            throw new MessageRefusedException(_s["There is no template “{0}”.", meant.Template]);
        }

        var people = (await _content.GetAsync(personIds.Distinct(), VersionOptions.Latest)).DistinctBy(person => person.ContentItemId).ToDictionary(person => person.ContentItemId);
        var (drafts, found, now) = (new List<Draft>(), new Dictionary<string, Foreseen>(StringComparer.Ordinal), _time.GetUtcNow().UtcDateTime);
        var text = new MessageText { Subject = mail.Content.Title, Tone = mail.Content.Tone, TemplateVersionId = version, LayoutVersionId = layout, TemplateName = meant.Template };
        foreach (var id in personIds.Distinct())
        {
            var (address, whyNot) = _channels.ReachOf(meant.Channel, people.GetValueOrDefault(id));
            if (address is null)
            {
                found[id] = new Foreseen(id, MessageState.Excluded, whyNot!);
                continue;
            }

            drafts.Add(new Draft(
                new Message
                {
                    Id = drafts.Count + 1, MessageId = ContentId.New(), Action = meant.Action, PersonId = id, Channel = meant.Channel, Class = (int)mail.Content.Class, Intensity = (int)mail.Content.Intensity, CreatedUtc = now, DueUtc = now, ExpiresUtc = now + s_life,
                    Topic = meant.Topic.Length > 0 ? meant.Topic : mail.Content.Topic, AddressKey = await _keys.OfAsync(meant.Channel, address),
                },
                text, people[id], address));
        }

        var stopped = await _checks.ForeseeAsync(drafts, cancellationToken);
        foreach (var draft in drafts)
        {
            found[draft.PersonId] = stopped.TryGetValue(draft.Message.Id, out var decision) ? new Foreseen(draft.PersonId, decision.State, decision.Reason, decision.Detail) : await OfLetterAsync(draft, cancellationToken);
        }

        return [.. personIds.Select(id => found[id])];
    }

    // What its words would make of it.
    private async Task<Foreseen> OfLetterAsync(Draft draft, CancellationToken cancellationToken)
    {
        var isList = draft.Class == MessageClass.Marketing && !_channels.First(channel => channel.Name == draft.Message.Channel).IsSpoken;
        var way = isList ? await _links.OfAsync(draft.Message) : null;
        if (isList && way is null)
        {
            return new Foreseen(draft.PersonId, MessageState.Held, Reasons.NoWayOut);
        }

        var letter = await _letters.WriteAsync(draft.Message, draft.Text, draft.Person, way is { } there ? (there.Page, "") : null, cancellationToken);
        return letter.Hole is { } hole ? new Foreseen(draft.PersonId, MessageState.Held, Reasons.Template, hole.Detail) : new Foreseen(draft.PersonId, null);
    }
}
