using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Consents;

/// <summary>The words shown for codes, in the reader's language.</summary>
internal sealed class ConsentLabels(IStringLocalizer<ConsentLabels> s)
{
    public string Channel(string channel) => channel switch { "email" => s["E-mail"], "sms" => s["SMS"], "phone" => s["Phone"], "mail" => s["Post"], _ => channel };

    public string Basis(string basis) => basis switch
    {
        "consent" => s["Consent"], "contract" => s["Contract"], "legal-obligation" => s["Legal obligation"], "legitimate-interest" => s["Legitimate interest"], _ => basis,
    };

    public string Source(string source) => source switch
    {
        "phone" => s["By phone"], "paper" => s["On paper"], "in-person" => s["In person"], "message" => s["By message"], "online" => s["Online"], _ => source,
    };

    public string Role(string role) => role switch { "self" => s["The person"], "parent" => s["A parent"], "guardian" => s["A guardian"], _ => role };

    /// <summary>A purpose's name; translated where a translation of it is known.</summary>
    public string Purpose(ConsentPurpose purpose) => s[purpose.Name];

    public string Standing(ConsentState state) => state.Standing switch
    {
        ConsentStanding.Given => s["given"], ConsentStanding.Withdrawn => s["withdrawn"], ConsentStanding.AwaitsParent => s["waits for a parent"], ConsentStanding.AwaitsChild => s["waits for the child"],
        _ => state.IsAllowed ? s["not objected to"] : s["not asked"],
    };

    public static string Tone(ConsentState state) => state.IsAllowed ? "good" : state.Standing == ConsentStanding.Withdrawn ? "bad" : state.Standing == ConsentStanding.None ? "neutral" : "warn";
}
