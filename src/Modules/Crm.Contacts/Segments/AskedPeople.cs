using System.Linq.Expressions;
using System.Security.Claims;
using Crm.Contacts.People;
using Crm.Contacts.Segments.Conditions;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Segments;

/// <summary>What the segment and the conditions of a list come to.</summary>
/// <param name="Where">The condition; null when there is none, or when it cannot be asked.</param>
/// <param name="Fault">Why it cannot be asked: the list then shows nobody and says so.</param>
/// <param name="SegmentName">The name of the segment, when one is asked.</param>
/// <param name="Tree">The conditions beside the segment.</param>
internal sealed record AskedCondition(Expression<Func<PersonIndex, bool>>? Where, string? Fault, string? SegmentName, ConditionGroup Tree);

/// <summary>Reads the segment and the conditions that an address asks of the list of people.</summary>
internal sealed class AskedPeople(Segments segments, RuleBooks books, ConditionJson json, IStringLocalizer<AskedPeople> s)
{
    private const int LongestText = 8000;

    /// <summary>What they come to for that user.</summary>
    public async Task<AskedCondition> ReadAsync(PeopleFilter filter, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var asked = new AskedCondition(null, null, null, ConditionGroup.Everybody);
        if (!string.IsNullOrEmpty(filter.Segment))
        {
            var segment = await segments.FindAsync(user, filter.Segment, onePerHousehold: false, cancellationToken);
            asked = asked with { Where = segment?.Where, SegmentName = segment?.Name ?? "", Fault = segment is null ? s["There is no such segment, or you may not use it."] : segment.Faults.FirstOrDefault() };
        }

        if (string.IsNullOrEmpty(filter.Where))
        {
            return asked;
        }

        var faults = new List<ConditionFault>();
        var tree = filter.Where.Length > LongestText ? null : json.Parse(filter.Where, faults);
        if (tree is null)
        {
            return asked with { Fault = asked.Fault ?? s["The conditions in this address cannot be read: {0}", faults.FirstOrDefault()?.Sentence ?? s["they are too long."]] };
        }

        var book = await books.ForAsync(user, cancellationToken);
        if (book.Check(tree) is [var fault, ..])
        {
            return asked with { Fault = asked.Fault ?? fault.Sentence, Tree = tree };
        }

        var where = book.Compile(tree);
        return asked with { Where = asked.Where is null ? where : Rules.Predicates.And(asked.Where, where), Tree = tree };
    }
}
