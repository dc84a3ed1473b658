using PhoneNumbers;

namespace Crm.Contacts.Points;

/// <summary>Phone numbers in any notation.</summary>
public static class PhoneNumber
{
    private static readonly PhoneNumberUtil Util = PhoneNumberUtil.GetInstance();

    /// <summary>French numbers that are not France's own plan: 0692 is Réunion's, +262.</summary>
    private static readonly string[] FrenchOverseas = ["RE", "GP", "GF", "MQ"];

    /// <summary>The number as E.164 ("+33612345678"); null when it cannot be one.</summary>
    /// <param name="country">The ISO country whose national notation is understood.</param>
    public static string? Normalize(string? text, string country)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var number = Parse(text, country);
        if (number is null && country == "FR")
        {
            number = FrenchOverseas.Select(region => Parse(text, region)).FirstOrDefault(found => found is not null);
        }

        return number is null ? null : Util.Format(number, PhoneNumberFormat.E164);
    }

    /// <summary>The number as people of that country write it; abroad with its country code.</summary>
    public static string Display(string e164, string country)
    {
        var number = Util.Parse(e164, country);
        var home = Util.GetRegionCodeForNumber(number) == country;
        return Util.Format(number, home ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
    }

    /// <summary>The beginning of an E.164 number for what somebody has typed of it so far ("06 12" → "+33612"); null when it is no number.</summary>
    public static string? Prefix(string text, string country)
    {
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        if (digits.Length < 3 || text.Any(c => !char.IsAsciiDigit(c) && !char.IsWhiteSpace(c) && c is not ('+' or '.' or '-' or '/' or '(' or ')' or '\u00a0')))
        {
            return null;
        }

        if (Normalize(text, country) is { } whole)
        {
            return whole;
        }

        var code = Util.GetCountryCodeForRegion(country);
        return text.TrimStart().StartsWith('+') ? "+" + digits
            : digits.StartsWith("00", StringComparison.Ordinal) ? "+" + digits[2..]
            : "+" + code + digits.TrimStart('0');
    }

    private static PhoneNumbers.PhoneNumber? Parse(string text, string country)
    {
        try
        {
            var number = Util.Parse(text, country);
            return Util.IsValidNumber(number) ? number : null;
        }
        catch (NumberParseException)
        {
            // The library says "no number" by an exception only.
            return null;
        }
    }
}
