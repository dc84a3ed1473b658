using Crm.Messaging.Templates.Render;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.Mapping;

namespace Crm.Messaging.Messages;

/// <summary>Where a message stands. Each is in exactly one of these at every moment, so that they add up to the audience.</summary>
public enum MessageState
{
    /// <summary>It leaves when it is due.</summary>
    Waiting,

    /// <summary>The channel took it.</summary>
    Sent,

    /// <summary>Nobody knows whether it left: what was to tell died. It is never sent again by itself; somebody settles it.</summary>
    Uncertain,

    /// <summary>Kept back, with a reason. It goes on by itself at <see cref="Message.NextUtc"/>; without one, a person decides.</summary>
    Held,

    /// <summary>It will not leave, by decision or because its time is over.</summary>
    Dropped,

    /// <summary>It was tried and refused.</summary>
    Failed,

    /// <summary>It was never to leave: no address, no consent.</summary>
    Excluded,
}

/// <summary>What kind of message it is: rules ask for it.</summary>
public enum MessageClass
{
    /// <summary>To many, of the sender's own wish.</summary>
    Marketing,

    /// <summary>From one person to another.</summary>
    Personal,

    /// <summary>The receiver waits for it: a confirmation, a number, a date.</summary>
    Transactional,
}

/// <summary>
/// One message to one person, from the moment it was decided until for ever: the outbox and the ledger are one table. The unique key (action, person, step) keeps it at one, however often
/// it is put.
/// </summary>
[Table("Message", IsColumnAttributeRequired = false)]
internal sealed class Message
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>26 characters: its name in addresses and on the letter.</summary>
    public string MessageId { get; set; } = "";

    /// <summary>What it belongs to: a campaign's action, one act of writing.</summary>
    public string Action { get; set; } = "";

    /// <summary>Content item id.</summary>
    public string PersonId { get; set; } = "";

    /// <summary>Which of the action's messages to that person; blank for the only one.</summary>
    public string Step { get; set; } = "";

    /// <summary>Name of the channel.</summary>
    public string Channel { get; set; } = "";

    /// <summary>A <see cref="MessageClass"/>.</summary>
    public int Class { get; set; }

    /// <summary>A <see cref="MessageIntensity"/>.</summary>
    public int Intensity { get; set; }

    /// <summary>What it is about, as people choose among topics; blank for none.</summary>
    public string Topic { get; set; } = "";

    /// <summary>The receiver's country when it was put (ISO 3166-1 alpha-2); blank when it is not known.</summary>
    public string Country { get; set; } = "";

    /// <summary>The higher, the sooner.</summary>
    public int Priority { get; set; }

    /// <summary>What it says: <see cref="MessageText"/>.</summary>
    public long TextId { get; set; }

    /// <summary>The key of the rule that put it; blank for what somebody put by hand.</summary>
    public string Automation { get; set; } = "";

    /// <summary>That rule's name for people, as it was then.</summary>
    public string AutomationTitle { get; set; } = "";

    /// <summary>The facts the rule went by, in words, as they were then.</summary>
    public string Because { get; set; } = "";

    /// <summary>Stands for the address it goes to, as the stop list knows it; blank while there is none.</summary>
    public string AddressKey { get; set; } = "";

    /// <summary>Whether that is another one than the row says.</summary>
    [NotColumn]
    public bool IsReaddressed { get; private set; }

    /// <summary>What the caller gave along for its template, JSON of 500 bytes at most; blank for nothing.</summary>
    public string Snapshot { get; set; } = "";

    /// <summary>What its template was filled with when it left, JSON: with it the same bytes are made again. Blank before, and for words of its own.</summary>
    public string Merged { get; set; } = "";

    /// <summary>What is noted of its reading, by the consent of the moment it left: <see cref="Tracking.TrackedKinds"/>.</summary>
    public int Tracks { get; set; }

    /// <summary>Whether that is another one than the row says.</summary>
    [NotColumn]
    public bool IsRemarked { get; private set; }

    /// <summary>A <see cref="MessageState"/>.</summary>
    public int State { get; set; }

    /// <summary>Why it stands there: one of <see cref="Reasons"/>; blank for nothing to say.</summary>
    public string Reason { get; set; } = "";

    /// <summary>What the reason is about: a brake's id, a rule's name, what a server said.</summary>
    public string Detail { get; set; } = "";

    /// <summary>Not before this.</summary>
    public DateTime DueUtc { get; set; }

    /// <summary>Not after this: it is dropped then.</summary>
    public DateTime ExpiresUtc { get; set; }

    /// <summary>When it is looked at next; null when it is not, by itself.</summary>
    public DateTime? NextUtc { get; set; }

    /// <summary>The sender that has it in hand.</summary>
    public string? ClaimedBy { get; set; }

    /// <summary>Until when it is that sender's.</summary>
    public DateTime? ClaimedUntilUtc { get; set; }

    /// <summary>Set before it may have left, and taken back when it did not, for certain.</summary>
    public DateTime? BegunUtc { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it was first tried: its date, the same at each attempt.</summary>
    public DateTime? FirstTriedUtc { get; set; }

    /// <summary>When the channel took it.</summary>
    public DateTime? SentUtc { get; set; }

    public DateTime CreatedUtc { get; set; }

    /// <summary>User id of who decided it; "system" for a rule.</summary>
    public string By { get; set; } = "";

    public string ByName { get; set; } = "";

    /// <summary>That is noted of it now: its reader may have said something else before an earlier attempt.</summary>
    public void Track(int kinds) => (IsRemarked, Tracks) = (IsRemarked || Tracks != kinds, kinds);

    /// <summary>It goes to that address: the person may have had another one when it was put.</summary>
    public void GoTo(string addressKey) => (IsReaddressed, AddressKey) = (IsReaddressed || AddressKey != addressKey, addressKey);
}

/// <summary>Reads of messages that several rooms ask.</summary>
internal static class MessageRows
{
    /// <summary>Those that nobody has in hand and that may still leave: they wait, or are held.</summary>
    public static IQueryable<Message> PendingMessages(this DataConnection db)
        => db.GetTable<Message>().Where(row => (row.State == (int)MessageState.Waiting || row.State == (int)MessageState.Held) && row.ClaimedBy == null);
}

/// <summary>What a message says, frozen: never changed once it is used. One for all who get the same, or one person's own.</summary>
[Table("MessageText", IsColumnAttributeRequired = false)]
internal sealed class MessageText
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>Hash of what it says, by which the same is kept once.</summary>
    public string Hash { get; set; } = "";

    /// <summary>Whom it was written for alone, and who takes it along when erased; null for what is for many.</summary>
    public string? PersonId { get; set; }

    public string Subject { get; set; } = "";

    public string Html { get; set; } = "";

    public string Text { get; set; } = "";

    /// <summary>BCP 47.</summary>
    public string Language { get; set; } = "";

    /// <summary>Festive, sober, apology …; blank for none.</summary>
    public string Tone { get; set; } = "";

    public string SenderName { get; set; } = "";

    public string SenderAddress { get; set; } = "";

    /// <summary>The version of a template that says it; null for words of its own. The subject is the template's title then.</summary>
    public long? TemplateVersionId { get; set; }

    /// <summary>The version of the layout around it; null for none.</summary>
    public long? LayoutVersionId { get; set; }

    /// <summary>The template's name; blank for words of its own.</summary>
    public string TemplateName { get; set; } = "";

    /// <summary>The template's version; 0 for words of its own.</summary>
    public int TemplateVersion { get; set; }

    /// <summary>Whether what it says now is not, byte by byte, what left.</summary>
    [NotColumn]
    public bool IsAltered { get; private set; }

    /// <summary>Whether its words hold what their reader may not see, and are not shown.</summary>
    [NotColumn]
    public bool IsWithheld { get; private set; }

    /// <summary>The same with the words that were made of it for one person.</summary>
    /// <param name="hash">What <see cref="RenderedMail.Hash"/> was when it left; blank before.</param>
    public MessageText Saying(RenderedMail made, string language, string hash = "") => new()
    {
        IsAltered = hash.Length > 0 && hash != made.Hash,
        Id = Id, Hash = Hash, PersonId = PersonId, Subject = made.Subject, Html = made.Html, Text = made.Text, Language = language, Tone = Tone, SenderName = SenderName, SenderAddress = SenderAddress,
        TemplateVersionId = TemplateVersionId, LayoutVersionId = LayoutVersionId, TemplateName = TemplateName, TemplateVersion = TemplateVersion,
    };

    /// <summary>The template's title alone.</summary>
    public MessageText Withheld()
    {
        IsWithheld = true;
        return this;
    }
}
