using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Silences;

/// <summary>A silence as the form has it.</summary>
internal sealed class SilenceForm
{
    private const int MostTitle = 200;
    private const int MostDays = 366;

    public string? Title { get; set; }

    public string? Country { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? Until { get; set; }

    public bool HoldsPersonal { get; set; }

    /// <summary>Two capital letters, or blank.</summary>
    public string CleanCountry => (Country ?? "").Trim().ToUpperInvariant();

    /// <summary>What is wrong, by member.</summary>
    public IEnumerable<(string Member, string Sentence)> Faults(IStringLocalizer s)
    {
        if (string.IsNullOrWhiteSpace(Title) || Title.Length > MostTitle)
        {
            yield return (nameof(Title), s["Say why, in at most {0} characters.", MostTitle]);
        }

        if (CleanCountry.Length > 0 && !IsCountry(CleanCountry))
        {
            yield return (nameof(Country), s["A country has two letters, as FR. Left blank, it is for everybody."]);
        }

        if (From is null)
        {
            yield return (nameof(From), s["Give the first day."]);
        }

        if (Until is null || Until < From)
        {
            yield return (nameof(Until), s["Give the last day: not before the first."]);
        }
        else if (From is { } from && Until.Value.DayNumber - from.DayNumber >= MostDays)
        {
            yield return (nameof(Until), s["A silence has at most {0} days. To stop for longer, pull the brake.", MostDays]);
        }
    }

    private static bool IsCountry(string code)
    {
        try
        {
            return code.Length == 2 && char.IsAsciiLetterUpper(code[0]) && char.IsAsciiLetterUpper(code[1]) && new RegionInfo(code).TwoLetterISORegionName == code;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
