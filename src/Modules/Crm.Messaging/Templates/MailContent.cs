using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Messaging.Messages;

namespace Crm.Messaging.Templates;

/// <summary>What a version of a template holds; stored as JSON, and as it is in recipes.</summary>
internal sealed class MailContent
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string Title { get; set; } = "";

    /// <summary>Festive, sober, apology …; guards ask for it.</summary>
    public string Tone { get; set; } = "";

    /// <summary>What it is about, as people choose among topics.</summary>
    public string Topic { get; set; } = "";

    [JsonConverter(typeof(JsonStringEnumConverter<MessageClass>))]
    public MessageClass Class { get; set; } = MessageClass.Personal;

    /// <summary>How much it says of what somebody feels.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<MessageIntensity>)), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public MessageIntensity Intensity { get; set; }

    /// <summary>A person's name.</summary>
    public string SenderName { get; set; } = "";

    /// <summary>A mailbox that somebody reads; blank for the channel's.</summary>
    public string SenderAddress { get; set; } = "";

    /// <summary>Name of the layout; blank for none.</summary>
    public string Layout { get; set; } = "";

    /// <summary>Readers below this age are addressed as friends (<c>person.informal</c>); null for nobody.</summary>
    public int? InformalUnder { get; set; }

    /// <summary>What the caller gives along.</summary>
    public List<MailFact> Facts { get; set; } = [];

    public List<MailVariant> Variants { get; set; } = [];

    public static MailContent Of(string json) => JsonSerializer.Deserialize<MailContent>(json, s_json)!;

    public string ToJson() => JsonSerializer.Serialize(this, s_json);
}

/// <summary>Something that whoever sends gives along: <c>facts.name</c>.</summary>
internal sealed class MailFact
{
    public string Name { get; set; } = "";

    public bool IsList { get; set; }

    /// <summary>For trying out; a list's are parted by semicolons.</summary>
    public string Sample { get; set; } = "";
}

/// <summary>A template in one language.</summary>
internal sealed class MailVariant
{
    /// <summary>BCP 47.</summary>
    public string Language { get; set; } = "";

    /// <summary>Liquid, one line; blank in layouts.</summary>
    public string Subject { get; set; } = "";

    /// <summary>Liquid.</summary>
    public string Html { get; set; } = "";

    /// <summary>Liquid; blank to make it of the HTML.</summary>
    public string Text { get; set; } = "";
}
