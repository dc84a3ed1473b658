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
    public async Task ReportAsync(ImportReport report, IReadOnlyList<(CsvRow Row, ContentItem Item)> created, CancellationToken cancellationToken)
    {
        _hasKeys ??= await (await session.GetConnectionAsync()).GetTable<DuplicateKey>().AnyAsync(cancellationToken);
        if (_hasKeys == false || created.Count == 0)
        {
            return;
        }

        var records = created.ToDictionary(entry => PersonRecord.Of(entry.Item), entry => entry.Row);
        var sharers = await like.SharersAsync(records.Keys, cancellationToken);
        var people = await like.ReadAsync(sharers.Values.SelectMany(ids => ids));
        foreach (var (record, row) in records)
        {
            if ((await like.AmongAsync(record, people, sharers[record], item => item)).FirstOrDefault() is not { } likest)
            {
                continue;
            }

            report.PossibleDoubles++;
            if (report.Doubles.Count < ImportReport.MaxRows)
            {
                report.Doubles.Add(new PossibleDouble(row.Line, likest.Person.ContentItemId, Math.Round(Weights.Probability(likest.Score), 3)));
            }
        }
    }
}

/// <summary>A row that made a person who may have been there already.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="PersonId">The person who was there.</param>
/// <param name="Probability">That the two are one, 0.5 to 1.</param>
public sealed record PossibleDouble(int Line, string PersonId, double Probability);
