using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Security;
using Crm.Messaging.Channels;
using Crm.Messaging.Contexts;
using Crm.Messaging.Ledger;
using Crm.Messaging.Messages;
using Crm.Messaging.Restraint;
using Crm.Messaging.Templates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Api;

/// <summary><c>/api/messages</c>: puts messages, and tells what became of them, under the rights of the screens.</summary>
internal static class MessagesEndpoint
{
    private const int MaxTake = 500;
    private const int Usual = 50;

    /// <param name="state">One of <see cref="MessageState"/>; all when it says nothing.</param>
    /// <param name="of">An action.</param>
    /// <param name="back">"returned" for what did not arrive, "answered" for what somebody answered.</param>
    /// <param name="before">The "next" of the page before.</param>
    public static async Task<IResult> ListAsync(string? state, string? reason, string? of, string? person, string? back, long? before, int? take, ClaimsPrincipal user, MessageLedger ledger, Recipients recipients, CancellationToken cancellationToken)
    {
        var most = Math.Clamp(take ?? Usual, 1, MaxTake);
        var asked = Enum.TryParse<MessageState>(state, ignoreCase: true, out var known) ? known : (MessageState?)null;
        var lines = await ledger.ListAsync(new LedgerQuestion(asked, reason, of, person, before, back is "returned" or "answered" ? back : null), most + 1, cancellationToken);
        var names = await recipients.NamesAsync(user, lines.Select(line => line.Message.PersonId));
        return Results.Json(new MessagesPage([.. lines.Take(most).Select(line => ShownMessage.Of(line, names.ContainsKey(line.Message.PersonId)))], lines.Count > most ? lines[most - 1].Message.Id : null));
    }

    /// <param name="of">An action; all of them when it says nothing.</param>
    public static async Task<IResult> SumAsync(string? of, MessageLedger ledger, CancellationToken cancellationToken)
    {
        var sums = await ledger.SumAsync(new LedgerQuestion(Action: of), cancellationToken);
        return Results.Json(new MessageSums(
            sums.Sum(sum => sum.Count), Enum.GetValues<MessageState>().ToDictionary(state => state.ToString().ToLowerInvariant(), state => sums.Where(sum => sum.State == state).Sum(sum => sum.Count)),
            [.. sums.Select(sum => new ReasonSum(sum.State.ToString().ToLowerInvariant(), sum.Reason, sum.Count))]));
    }

    public static async Task<IResult> GetAsync(string message, ClaimsPrincipal user, MessageLedger ledger, Recipients recipients, Visible visible, LedgerWords words, Restraints restraints, ContextBook contexts, CancellationToken cancellationToken)
        => await ledger.FindAsync(message, cancellationToken, await visible.ForAsync(user)) is { } found && await recipients.FindAsync(user, found.Message.PersonId) is not null
            ? Results.Json(new WholeMessage(ShownMessage.Of(new LedgerLine(found.Message, found.Text.Subject), true), words.Sentence(found.Message, await restraints.SettingsAsync(), await contexts.NamesAsync(user)), found.Text.Text, found.Text.Html,
                [.. (await ledger.ReturnsAsync([found.Message.Id], cancellationToken))[found.Message.Id].Select(one => new ShownReturn(one.Kind, one.AtUtc, one.Detail))]))
            : Results.NotFound();

    /// <summary>Puts one; the same key is the same message.</summary>
    public static async Task<IResult> PutAsync(MessageDraft draft, ClaimsPrincipal user, Recipients recipients, Outbox outbox, IEnumerable<IChannel> channels, IStringLocalizer<MessageDraft> s, CancellationToken cancellationToken)
    {
        var faults = draft.Faults(channels, s).GroupBy(fault => fault.Member).ToDictionary(group => group.Key, group => group.Select(fault => fault.Sentence).ToArray());
        if (faults.Count == 0 && await recipients.FindAsync(user, draft.PersonId!) is null)
        {
            faults["personId"] = [s["There is no such person."]];
        }

        try
        {
            return faults.Count > 0 ? Results.ValidationProblem(faults) : Results.Json(new PutMessage(await outbox.PutAsync(draft.Message(), cancellationToken)), statusCode: StatusCodes.Status202Accepted);
        }
        catch (MessageRefusedException refusal)
        {
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["template"] = [refusal.Message] });
        }
    }
}

/// <summary>A message as a program puts it.</summary>
internal sealed class MessageDraft
{
    private const int MostKey = 100;

    /// <summary>What it belongs to; with person and step the key.</summary>
    public string? Action { get; set; }

    public string? Step { get; set; }

    public string? PersonId { get; set; }

    public string? Channel { get; set; }

    /// <summary>Name of a mail template that says it; class, tone, intensity, language, subject, text and HTML are left out then.</summary>
    public string? Template { get; set; }

    /// <summary>What the template asks for: texts and lists of texts; 500 bytes at most.</summary>
    public JsonObject? Facts { get; set; }

    /// <summary>"marketing", "personal" or "transactional".</summary>
    public string? Class { get; set; }

    public string? Topic { get; set; }

    public string? Tone { get; set; }

    /// <summary>"light", "warm" or "strong": how much it says of what somebody feels; nothing of it when left out.</summary>
    public string? Intensity { get; set; }

    public string? Language { get; set; }

    public string? Subject { get; set; }

    /// <summary>Plain text.</summary>
    public string? Text { get; set; }

    /// <summary>The same as HTML; made of the text when left out.</summary>
    public string? Html { get; set; }

    /// <summary>Key of the rule that puts it; left out for somebody's own hand.</summary>
    public string? Automation { get; set; }

    /// <summary>The rule's name for people; the key when left out.</summary>
    public string? AutomationTitle { get; set; }

    /// <summary>The facts the rule went by, in words: 500 bytes at most.</summary>
    public string? Because { get; set; }

    public int Priority { get; set; }

    public DateTimeOffset? Due { get; set; }

    public DateTimeOffset? Expires { get; set; }

    private MessageClass? Kind => Enum.TryParse<MessageClass>(Class, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsAsciiDigit(Class![0]) ? kind : null;

    private MessageAutomation? Rule => string.IsNullOrEmpty(Automation) ? null : new MessageAutomation(Automation, string.IsNullOrWhiteSpace(AutomationTitle) ? Automation : AutomationTitle.Trim(), Because?.Trim() ?? "");

    private MessageIntensity? Strength => string.IsNullOrEmpty(Intensity) ? MessageIntensity.None
        : Enum.TryParse<MessageIntensity>(Intensity, ignoreCase: true, out var intensity) && Enum.IsDefined(intensity) && char.IsAsciiLetter(Intensity[0]) ? intensity : null;

    public IEnumerable<(string Member, string Sentence)> Faults(IEnumerable<IChannel> channels, IStringLocalizer s)
    {
        if (Action is not { Length: > 0 and <= MostKey } || Action.AsSpan().ContainsAny('\r', '\n'))
        {
            yield return ("action", s["Say what it belongs to, in at most {0} characters.", MostKey]);
        }

        if (Step?.Length > MostKey || Topic?.Length > MostKey || Tone?.Length > MostKey || Language?.Length > MostKey)
        {
            yield return ("step", s["Step, topic, tone and language have at most {0} characters.", MostKey]);
        }

        if (string.IsNullOrEmpty(PersonId))
        {
            yield return ("personId", s["There is no such person."]);
        }

        if (channels.All(channel => channel.Name != Channel))
        {
            yield return ("channel", s["There is no channel of this name. There are: {0}.", string.Join(", ", channels.Select(channel => channel.Name))]);
        }

        if (Expires <= (Due ?? DateTimeOffset.MinValue))
        {
            yield return ("expires", s["It would be too late before it is due."]);
        }

        if (Rule is null ? !string.IsNullOrEmpty(AutomationTitle) || !string.IsNullOrEmpty(Because) : !Rule.IsSound)
        {
            yield return ("automation", s["An automation has a key and a title of at most {0} characters, and the facts behind it have at most {1} bytes.", MessageAutomation.MostName, MessageAutomation.MostBecause]);
        }

        if (Template is { Length: > 0 })
        {
            if ((Subject ?? Text ?? Html ?? Class ?? Tone ?? Intensity ?? Language) is not null)
            {
                yield return ("template", s["A template says class, tone, intensity, language, subject and text itself."]);
            }

            yield break;
        }

        if (Kind is null)
        {
            yield return ("class", s["The class is “marketing”, “personal” or “transactional”."]);
        }

        if (Strength is null)
        {
            yield return ("intensity", s["The intensity is “light”, “warm” or “strong”."]);
        }

        if (string.IsNullOrWhiteSpace(Subject) || Subject.Length > MessageTexts.MostSubject || Subject.AsSpan().ContainsAny('\r', '\n'))
        {
            yield return ("subject", s["Give it a subject of at most {0} characters.", MessageTexts.MostSubject]);
        }

        if (string.IsNullOrWhiteSpace(Text) || Text.Length + (Html?.Length ?? 0) > MessageTexts.MostBody)
        {
            yield return ("text", s["Write something, at most {0} characters.", MessageTexts.MostBody]);
        }
    }

    public NewMessage Message()
    {
        if (Template is { Length: > 0 } template)
        {
            return NewMessage.Of(Action!, PersonId!, Channel!, new TemplateUse(template, Facts)) with { Step = Step ?? "", Topic = Topic ?? "", Automation = Rule, Priority = Priority, DueUtc = Due?.UtcDateTime, ExpiresUtc = Expires?.UtcDateTime };
        }

        var words = WrittenWords.Of(Subject!, Text!, Language ?? "", Tone ?? "");
        return new NewMessage(Action!, PersonId!, Channel!, Kind!.Value, string.IsNullOrWhiteSpace(Html) ? words : words with { Html = Html })
        {
            Step = Step ?? "", Topic = Topic ?? "", Intensity = Strength!.Value, Automation = Rule, Priority = Priority, DueUtc = Due?.UtcDateTime, ExpiresUtc = Expires?.UtcDateTime,
        };
    }
}

/// <summary>The id of what was put.</summary>
internal sealed record PutMessage(string MessageId);

/// <summary>A page; the place is null at the end.</summary>
internal sealed record MessagesPage(IReadOnlyList<ShownMessage> Items, long? Next);

/// <summary>How many stand where; the states add up to the total.</summary>
internal sealed record MessageSums(int Total, IReadOnlyDictionary<string, int> States, IReadOnlyList<ReasonSum> Reasons);

/// <summary>How many stand in a state for a reason.</summary>
internal sealed record ReasonSum(string State, string Reason, int Count);

/// <summary>A message as lists show it; of whom the reader may not see, neither person nor subject.</summary>
internal sealed record ShownMessage(
    string MessageId, string Action, string Step, string? PersonId, string? Subject, string Channel, string Class, string Intensity, string Topic, int Priority, string State, string Reason, DateTime DueUtc, DateTime ExpiresUtc, DateTime? NextUtc,
    DateTime? SentUtc, int Attempts, DateTime CreatedUtc, string By, string Automation, string AutomationTitle, string? Because)
{
    public static ShownMessage Of(LedgerLine line, bool isSeen)
    {
        var row = line.Message;
        return new ShownMessage(
            row.MessageId, row.Action, row.Step, isSeen ? row.PersonId : null, isSeen ? line.Subject : null, row.Channel, ((MessageClass)row.Class).ToString().ToLowerInvariant(), ((MessageIntensity)row.Intensity).ToString().ToLowerInvariant(), row.Topic, row.Priority,
            ((MessageState)row.State).ToString().ToLowerInvariant(), row.Reason, row.DueUtc, row.ExpiresUtc, row.NextUtc, row.SentUtc, row.Attempts, row.CreatedUtc, row.ByName, row.Automation, row.AutomationTitle, isSeen ? row.Because : null);
    }
}

/// <summary>A message with why it stands where it stands and what it says.</summary>
internal sealed record WholeMessage(ShownMessage Message, string Why, string Text, string Html, IReadOnlyList<ShownReturn> Returns);

/// <summary>What came back of a message: "hard", "soft", "refused", "blocked", "content", "complaint", "left", "automatic", "unwanted" or "reply".</summary>
internal sealed record ShownReturn(string Kind, DateTime AtUtc, string Detail);
