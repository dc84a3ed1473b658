using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Crm.Bench;

/// <summary>The files of measured figures: one for each bench, and the table of all in the README.</summary>
public sealed class Results(string folder)
{
    private const string Begin = "<!-- figures -->";
    private const string End = "<!-- end of figures -->";
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(string name, IReadOnlyList<BenchRow> rows)
    {
        var results = Directory.CreateDirectory(Path.Combine(folder, "results"));
        File.WriteAllText(Path.Combine(results.FullName, $"{name}.json"), JsonSerializer.Serialize(rows, _json) + "\n");
        var table = new StringBuilder("| work | unit | value | reference | its value | ratio | bar | holds |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var row in results.GetFiles("*.json").OrderBy(file => file.Name).SelectMany(file => JsonSerializer.Deserialize<List<BenchRow>>(File.ReadAllText(file.FullName), _json)!))
        {
            table.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Unit} | {Number(row.Value)} | {row.Reference} | {Number(row.ReferenceValue)} | {Number(row.Ratio)} | {row.Bar} | {(row.Holds ? "yes" : "no")} |\n");
        }

        var readme = Path.Combine(folder, "README.md");
        var text = File.ReadAllText(readme);
        var (start, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        File.WriteAllText(readme, $"{text[..start]}\n{table}{text[end..]}");
    }

    public static string Line(BenchRow row)
        => string.Create(CultureInfo.InvariantCulture, $"{row.Name}: {Number(row.Value)} {row.Unit}; {row.Reference}: {Number(row.ReferenceValue)}; ratio {Number(row.Ratio)}, wanted {row.Bar}: {(row.Holds ? "holds" : "DOES NOT HOLD")}");

    private static string Number(double? value) => value is { } number ? number.ToString(Math.Abs(number) >= 100 ? "N0" : "0.##", CultureInfo.InvariantCulture) : "";
}
