using System.Text.Json.Serialization;
using Crm.Contacts.Duplicates;
using Crm.Contacts.Duplicates.Candidates;
using Crm.Contacts.Duplicates.Linkage;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Contacts.Import;

/// <summary>
/// Tells of rows that make a new person who is like one already there. They are stored all the same: the list of duplicates, which sees the rows of one file among themselves too,
/// is where somebody decides. A row is compared by what the map writes, which its sender sees.
/// </summary>
internal sealed class PossibleDoubles(ISession session, LikePeople like)
{
    private bool? _hasKeys;

    /// <summary>Adds to the report the rows whose new person is like a stored one.</summary>
    public async Task ReportAsync(ImportReport report, IReadOnlyList<RowResult> created, CancellationToken cancellationToken)
    {
        foreach (var (row, person, score) in await FindAsync(created, cancellationToken))
        {
            report.PossibleDoubles++;
            if (report.Doubles.Count < ImportReport.MaxRows)
            {
                report.Doubles.Add(new PossibleDouble(row.Row.Line, person.ContentItemId, score));
            }
        }
    }

    /// <summary>The rows whose new person is like a stored one, with the likest of these, and the probability that the two are one.</summary>
    public async Task<IReadOnlyList<(RowResult Row, ContentItem Person, double Probability)>> FindAsync(IReadOnlyList<RowResult> created, CancellationToken cancellationToken)
    {
        _hasKeys ??= await (await session.GetConnectionAsync()).GetTable<DuplicateKey>().AnyAsync(cancellationToken);
        if (_hasKeys == false || created.Count == 0)
        {
            return [];
        }

        var found = new List<(RowResult Row, ContentItem Person, double Probability)>();
        var records = created.ToDictionary(entry => PersonRecord.Of(entry.Item!));
        var sharers = await like.SharersAsync(records.Keys, cancellationToken);
        var people = await like.ReadAsync(sharers.Values.SelectMany(ids => ids));
        foreach (var (record, row) in records)
        {
            if ((await like.AmongAsync(record, people, sharers[record], item => item)).FirstOrDefault() is { } likest)
            {
                found.Add((row, likest.Person, Math.Round(Weights.Probability(likest.Score), 3)));
            }
        }

        return found;
    }
}

/// <summary>A row that made a person who may have been there already.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="PersonId">The person who was there.</param>
/// <param name="Probability">That the two are one, 0.5 to 1.</param>
public sealed record PossibleDouble(int Line, string PersonId, double Probability)
{
    /// <summary>The file it stands in, where several were imported at once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? File { get; init; }
}
