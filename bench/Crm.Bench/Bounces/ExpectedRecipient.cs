using System.Globalization;
using Crm.Email.Bounces;

namespace Crm.Bench.Bounces;

/// <summary>What a message is known to say of one recipient: a row of <c>expected.csv</c>.</summary>
/// <param name="Index">From 1, in the order of the message.</param>
internal sealed record ExpectedRecipient(string File, int Index, BounceReason Reason, bool Hard, string Feedback)
{
    /// <summary>The rows of a file; none when there is no such file.</summary>
    /// <exception cref="FormatException">A row is not as the first line says.</exception>
    public static async Task<IReadOnlyList<ExpectedRecipient>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!System.IO.File.Exists(path))
        {
            return [];
        }

        var lines = await System.IO.File.ReadAllLinesAsync(path, cancellationToken);
        var columns = lines[0].Split(',');
        int Column(string name) => Array.IndexOf(columns, name) is >= 0 and var at ? at : throw new FormatException($"{path} has no column {name}.");
        var (file, index, reason, hard, feedback) = (Column("file"), Column("recipient_index"), Column("reason"), Column("hard_bounce"), Column("feedback_type"));
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')).Select(row => new ExpectedRecipient(
            row[file], int.Parse(row[index], CultureInfo.InvariantCulture), Enum.TryParse<BounceReason>(row[reason], true, out var known) ? known : throw new FormatException($"{path}: no reason {row[reason]}."),
            bool.Parse(row[hard]), row[feedback]))];
    }
}
