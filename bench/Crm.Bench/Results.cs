using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Crm.Bench;

/// <summary>The files of measured figures: one for each bench, and the tables of all in the README.</summary>
public sealed class Results(string folder)
{
    private const string Begin = "<!-- figures -->";
    private const string End = "<!-- end of figures -->";
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(string name, IReadOnlyList<BenchRow> rows)
    {
        var results = Directory.CreateDirectory(Path.Combine(folder, "results"));
        var own = Path.Combine(results.FullName, $"{name}.json");
        File.WriteAllText(own, JsonSerializer.Serialize(WithOtherSizes(rows, File.Exists(own) ? Read(own) : []), _json) + "\n");
        var tables = new StringBuilder();
        foreach (var file in results.GetFiles("*.json").OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            tables.Append(CultureInfo.InvariantCulture, $"\n### {Path.GetFileNameWithoutExtension(file.Name)}\n\n| work | unit | value | reference | its value | ratio | bar | holds |\n|---|---|---|---|---|---|---|---|\n");
            foreach (var kind in Read(file.FullName).GroupBy(row => row.Kind()))
            {
                tables.Append(InTable([.. kind]));
            }
        }

        var readme = Path.Combine(folder, "README.md");
        var text = File.ReadAllText(readme);
        var (start, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        File.WriteAllText(readme, $"{text[..start]}\n{tables}\n{text[end..]}");
    }

    public static string Line(BenchRow row)
        => string.Create(CultureInfo.InvariantCulture, $"{row.Name}: {Number(row.Value)} {row.Unit}; {row.Reference}: {Number(row.ReferenceValue)}; ratio {Number(row.Ratio)}, wanted {row.Bar}: {(row.Holds ? "holds" : "DOES NOT HOLD")}");

    // A run of one size leaves the rows of the others as they were measured.
    private static IEnumerable<BenchRow> WithOtherSizes(IReadOnlyList<BenchRow> rows, IReadOnlyList<BenchRow> before)
    {
        var sizes = rows.Select(row => row.People()).ToHashSet();
        return before.Where(row => row.People() > 0 && !sizes.Contains(row.People())).Concat(rows).OrderBy(row => row.People() > 0 ? row.People() : int.MaxValue);
    }

    private static List<BenchRow> Read(string file) => JsonSerializer.Deserialize<List<BenchRow>>(File.ReadAllText(file), _json)!;

    // Of rows that differ in a detail the slowest stands for all; the file has each.
    private static string InTable(IReadOnlyList<BenchRow> kind)
    {
        var worst = kind.OrderBy(row => row.Holds).ThenByDescending(row => row.Value).First();
        var name = kind.Count == 1 ? worst.Name : $"{worst.Name} (slowest of {kind.Count})";
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {worst.Unit} | {Number(worst.Value)} | {worst.Reference} | {Number(worst.ReferenceValue)} | {Number(worst.Ratio)} | {worst.Bar} | {(worst.Holds ? "yes" : "no")} |\n");
    }

    private static string Number(double? value) => value is { } number ? number.ToString(Math.Abs(number) >= 100 ? "N0" : "0.##", CultureInfo.InvariantCulture) : "";
}
