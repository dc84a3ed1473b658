using System.Globalization;
using System.Text.RegularExpressions;

namespace Crm.Bench;

/// <summary>Something measured. Every public class that implements it is run by <c>./crm bench [NAME]</c>.</summary>
public interface IBench
{
    /// <summary>The name on the command line and of the file in <c>bench/results</c>.</summary>
    string Name { get; }

    /// <summary>Measures, with the limit or peer in the same run.</summary>
    Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken);
}

/// <summary>A figure beside its reference.</summary>
/// <param name="Name">What was done. What follows <see cref="Detail"/> tells rows of one kind apart: the table of the README shows the worst of them.</param>
/// <param name="Reference">What it is compared with.</param>
/// <param name="Ratio">Value through reference; null when there is none.</param>
/// <param name="Bar">What is wanted, in words.</param>
public sealed partial record BenchRow(string Name, string Unit, double Value, string Reference, double? ReferenceValue, double? Ratio, string Bar, bool Holds)
{
    /// <summary>Stands before what tells rows of one kind apart.</summary>
    public const string Detail = " · ";

    /// <summary>The kind of row: the name without its detail.</summary>
    public string Kind() => Name.Split(Detail)[0];

    /// <summary>Among how many people it was measured; 0 where the name does not tell.</summary>
    public int People() => Among().Match(Name) is { Success: true } among ? int.Parse(among.Groups["people"].ValueSpan, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 0;

    /// <summary>A figure that is to be small, beside how the same was done by other means.</summary>
    public static BenchRow AtMost(string name, string unit, double value, double bar, string reference = "", double? referenceValue = null)
        => new(name, unit, value, reference, referenceValue, value / referenceValue, FormattableString.Invariant($"≤ {bar:0.##} {unit.Split(' ')[0]}"), value <= bar);

    /// <summary>A figure that is to be large; a bar of 0 is none.</summary>
    public static BenchRow AtLeast(string name, string unit, double value, double bar)
        => new(name, unit, value, "", null, null, bar == 0 ? "none" : FormattableString.Invariant($"≥ {bar}"), value >= bar);

    /// <summary>A figure that is to be so many times its reference.</summary>
    public static BenchRow AtLeastTimes(string name, string unit, double value, double times, string reference, double referenceValue)
        => new(name, unit, value, reference, referenceValue, value / referenceValue, FormattableString.Invariant($"≥ {times:0.##}×"), value / referenceValue >= times);

    /// <summary>A figure without a bar.</summary>
    public static BenchRow Fact(string name, string unit, double value, string reference = "", double? referenceValue = null)
        => new(name, unit, value, reference, referenceValue, value / referenceValue, "none", true);

    [GeneratedRegex(", (?<people>[0-9,]+) people")]
    private static partial Regex Among();
}
