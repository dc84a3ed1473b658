using Crm.Messaging.Templates;

namespace Crm.Messaging.Messages;

/// <summary>A message to be put into the outbox.</summary>
/// <param name="Action">What it belongs to; with person and step the key that keeps it at one.</param>
/// <param name="PersonId">Content item id.</param>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Class">What kind it is.</param>
/// <param name="Words">What it says.</param>
public sealed record NewMessage(string Action, string PersonId, string Channel, MessageClass Class, MessageWords Words)
{
    /// <summary>The template that says it, in the place of <see cref="Words"/>: then class, tone, intensity, sender and, where it is left blank, topic are the template's.</summary>
    public TemplateUse? Template { get; init; }

    /// <summary>A message that a template says.</summary>
    public static NewMessage Of(string action, string personId, string channel, TemplateUse template) => new(action, personId, channel, MessageClass.Personal, new MessageWords("", "", "")) { Template = template };

    /// <summary>Which of the action's messages to that person.</summary>
    public string Step { get; init; } = "";

    /// <summary>What it is about.</summary>
    public string Topic { get; init; } = "";

    /// <summary>The rule that puts it; null for somebody's own hand.</summary>
    public MessageAutomation? Automation { get; init; }

    /// <summary>How much it says of what somebody feels.</summary>
    public MessageIntensity Intensity { get; init; }

    /// <summary>The higher, the sooner.</summary>
    public int Priority { get; init; }

    /// <summary>Not before this; at once when null.</summary>
    public DateTime? DueUtc { get; init; }

    /// <summary>Not after this; a week after it is due when null.</summary>
    public DateTime? ExpiresUtc { get; init; }
}

/// <summary>What a message says.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Html">The body; blank for plain text alone.</param>
/// <param name="Text">The same as plain text.</param>
/// <param name="Language">BCP 47.</param>
/// <param name="Tone">Festive, sober, apology …; blank for none.</param>
/// <param name="SenderName">A person's name; blank for the channel's.</param>
/// <param name="SenderAddress">A mailbox that somebody reads; blank for the channel's.</param>
public sealed record MessageWords(string Subject, string Html, string Text, string Language = "", string Tone = "", string SenderName = "", string SenderAddress = "");
