using System.Globalization;

namespace Crm.Privacy.Consents;

/// <summary>For what people are written to, on what lawful basis, and the words they are asked with.</summary>
internal sealed class ConsentPurpose
{
    /// <summary>The channels there are, in the order shown.</summary>
    public static readonly IReadOnlyList<string> AllChannels = ["email", "sms", "phone", "mail"];

    /// <summary>The lawful bases (GDPR art. 6) that a purpose can rest on.</summary>
    public static readonly IReadOnlyList<string> Bases = ["consent", "contract", "legal-obligation", "legitimate-interest"];

    public string Code { get; set; } = "";

    /// <summary>Its name; a translation of it is looked up where there is one.</summary>
    public string Name { get; set; } = "";

    /// <summary>One of <see cref="Bases"/>. On "consent" nothing is allowed until it was given; on the others all is until it was withdrawn (objection).</summary>
    public string Basis { get; set; } = "consent";

    /// <summary>Some of <see cref="AllChannels"/>.</summary>
    public List<string> Channels { get; set; } = [];

    /// <summary>The words, each in a language and version; the last of a language is the one in use.</summary>
    public List<ConsentWording> Wordings { get; set; } = [];

    /// <summary>The words in use, in the language of the moment or else the first one.</summary>
    public ConsentWording? Wording() => Wordings.LastOrDefault(wording => wording.Language == CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? Wordings.FirstOrDefault();
}

/// <summary>Words that people are asked with.</summary>
internal sealed class ConsentWording
{
    /// <summary>BCP 47, as <c>fr</c>.</summary>
    public string Language { get; set; } = "";

    public string Version { get; set; } = "";

    public string Text { get; set; } = "";
}

/// <summary>The tenant's purposes; one document.</summary>
internal sealed class ConsentPurposes
{
    public List<ConsentPurpose> All { get; set; } = [];
}
