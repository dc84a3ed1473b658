using System.Globalization;
using Crm.Contacts.Ages;

namespace Crm.Contacts.Distribution;

/// <summary>Years of age put together, as those who choose a toy or an offer think of them. The last has no end.</summary>
internal static class AgeBands
{
    private static readonly int[] s_begin = [0, 3, 6, 10, 13, 18, 30, 45, 60, 75];

    /// <summary>What is stored for who is not born yet.</summary>
    public const string Unborn = "unborn";

    /// <summary>All, in their order.</summary>
    public static IReadOnlyList<(int From, int? To)> All { get; } = [.. s_begin.Select((from, i) => (from, i + 1 < s_begin.Length ? s_begin[i + 1] - 1 : (int?)null))];

    /// <summary>The years of a band's key; null for who is not born yet.</summary>
    public static (int From, int? To)? Read(string key) => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? All.First(band => band.From == from) : null;

    /// <summary>Puts birth dates, as the numbers yyyymmdd, together by the ages that they come to on that day.</summary>
    public static IReadOnlyList<TraitRow> Gather(IReadOnlyList<TraitRow> births, DateOnly today)
    {
        var people = births.GroupBy(row => KeyOf(row.Value, today)).ToDictionary(band => band.Key, band => band.Sum(row => row.People));
        return [.. All.Select(band => band.From.ToString(CultureInfo.InvariantCulture)).Prepend(Unborn).Where(people.ContainsKey).Select(key => new TraitRow { Value = key, People = people[key] })];
    }

    private static string KeyOf(string birth, DateOnly today)
        => Age.On(today, DateOnly.ParseExact(birth, "yyyyMMdd", CultureInfo.InvariantCulture)) is { } age ? s_begin.Last(from => from <= age.Years).ToString(CultureInfo.InvariantCulture) : Unborn;
}
