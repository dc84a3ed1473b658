using System.Diagnostics;
using System.Globalization;
using Crm.Email.Bounces;

namespace Crm.Bench.Bounces;

/// <summary>
/// Returned messages read and judged: <c>./crm bench bounces [--folder DIR]</c>. Prints a row of CSV for each recipient (file, recipient_index, hard_bounce, class), then how many are right where
/// the folder says what is (<c>expected.csv</c> beside <c>eml/</c>).
/// </summary>
public sealed class BouncesBench : IBench
{
    /// <inheritdoc/>
    public string Name => "bounces";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Arguments.Option("folder") ?? Path.Combine(Directory.GetCurrentDirectory(), "tests", "data", "bounces");
        var files = Directory.GetFiles(Path.Combine(folder, "eml"), "*.eml").Order(StringComparer.Ordinal).Select(path => (Name: Path.GetFileName(path), Bytes: File.ReadAllBytes(path))).ToList();
        var expected = await ExpectedRecipient.ReadAsync(Path.Combine(folder, "expected.csv"), cancellationToken);
        var watch = Stopwatch.StartNew();
        var found = files.ToDictionary(file => file.Name, file => MailboxFile.Read(file.Bytes).SelectMany(mail => mail.Recipients).ToList());
        var milliseconds = watch.Elapsed.TotalMilliseconds / Math.Max(files.Count, 1);
        Print(found);
        return [.. expected.Count == 0 ? [] : Scores(expected, found), BenchRow.Fact("a message read, the first ones included", "ms", milliseconds)];
    }

    private static void Print(Dictionary<string, List<ReportedRecipient>> found)
    {
        Console.WriteLine("file,recipient_index,hard_bounce,class");
        foreach (var (file, recipients) in found)
        {
            foreach (var (index, recipient) in recipients.Index())
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file},{index + 1},{(recipient.Hard ? "true" : "false")},{Word(recipient.Class)}"));
            }
        }
    }

    private static IEnumerable<BenchRow> Scores(IReadOnlyList<ExpectedRecipient> expected, Dictionary<string, List<ReportedRecipient>> found)
    {
        var pairs = expected.Select(row => (Expected: row, Found: found.GetValueOrDefault(row.File)?.ElementAtOrDefault(row.Index - 1))).ToList();
        foreach (var (row, recipient) in pairs.Where(pair => pair.Found?.Class != pair.Expected.Reason.Class() || pair.Found.Hard != pair.Expected.Hard))
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{row.File} {row.Index}: {Word(row.Reason.Class())} ({row.Reason}) expected, {(recipient is null ? "nothing" : $"{Word(recipient.Class)} ({recipient.Reason} {recipient.Status} {recipient.Diagnostic})")} found"));
        }

        double Share(Func<(ExpectedRecipient Expected, ReportedRecipient? Found), bool> right) => (double)pairs.Count(right) / pairs.Count;
        var told = pairs.Where(pair => pair.Expected.Reason is BounceReason.Feedback or BounceReason.Vacation).ToList();
        var more = found.Sum(file => Math.Max(0, file.Value.Count - expected.Where(row => row.File == file.Key).Select(row => row.Index).DefaultIfEmpty(0).Max()));
        return
        [
            BenchRow.AtLeast("hard_bounce right", "share", Share(pair => pair.Found?.Hard == pair.Expected.Hard), 0.98),
            BenchRow.AtLeast("class right", "share", Share(pair => pair.Found?.Class == pair.Expected.Reason.Class()), 0.95),
            BenchRow.AtMost("hard suppressions from messages that are not hard", "recipients", pairs.Count(pair => pair is { Found.Hard: true, Expected.Hard: false }), 0),
            BenchRow.AtLeast("complaints and answers of programs right", "share",
                told.Count == 0 ? 1 : (double)told.Count(pair => pair.Found?.Reason == pair.Expected.Reason && pair.Found.Feedback == pair.Expected.Feedback) / told.Count, 1),
            BenchRow.Fact("reason right", "share", Share(pair => pair.Found?.Reason == pair.Expected.Reason)),
            BenchRow.Fact("recipients of the data", "recipients", expected.Count),
            BenchRow.Fact("recipients found beyond the data", "recipients", more),
            BenchRow.Fact("phrases and codes in the rules", "rules", ReasonRules.Count + ReasonCodes.Count),
        ];
    }

    private static string Word(BounceClass value) => value.ToString().ToLowerInvariant();
}
