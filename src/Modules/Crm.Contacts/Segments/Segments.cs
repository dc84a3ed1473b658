using System.Linq.Expressions;
using System.Security.Claims;
using Crm.Contacts.People;
using Crm.Contacts.Segments.Conditions;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Segments;

/// <summary>A segment by its name.</summary>
public sealed record SegmentName(string Id, string Name);

/// <summary>The segments of the tenant, for whoever aims at people: each is asked as one user may ask it, within the people that user may see.</summary>
public sealed class Segments
{
    /// <summary>The content type of a segment.</summary>
    public const string ContentType = "Segment";

    private readonly ISession _session;
    private readonly IContentManager _content;
    private readonly Kernel.Security.Rights _rights;
    private readonly Visible _visible;
    private readonly RuleBooks _books;
    private readonly ConditionJson _json;
    private readonly IStringLocalizer<Segments> _s;

    internal Segments(ISession session, IContentManager content, Kernel.Security.Rights rights, Visible visible, RuleBooks books, ConditionJson json, IStringLocalizer<Segments> s)
        => (_session, _content, _rights, _visible, _books, _json, _s) = (session, content, rights, visible, books, json, s);

    /// <summary>The segments that the user may use, by name; none without the right <see cref="SegmentsPermissions.Use"/>.</summary>
    public async Task<IReadOnlyList<SegmentName>> ListAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (!await _rights.HoldsAsync(user, SegmentsPermissions.Use) || !(await _visible.ForAsync(user)).CanSee(ContentType, nameof(ContentItem.DisplayText)))
        {
            return [];
        }

        return await _session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == ContentType && row.Latest)
            .OrderBy(row => row.DisplayTextSort).ThenBy(row => row.DocumentId).Select(row => new SegmentName(row.ContentItemId, row.DisplayText ?? "")).ToListAsync(cancellationToken);
    }

    /// <summary>The people of a segment; null when there is none of that id that the user may use.</summary>
    /// <param name="onePerHousehold">Of those who share their first home only one is meant: the eldest whose birth date is known to the user, else who was entered first.</param>
    public async Task<SegmentPeople?> FindAsync(ClaimsPrincipal user, string id, bool onePerHousehold, CancellationToken cancellationToken)
    {
        if (await _content.GetAsync(id, VersionOptions.Latest) is not { } item || item.ContentType != ContentType || !await _rights.HoldsAsync(user, CommonPermissions.ViewContent, item))
        {
            return null;
        }

        var sight = await _visible.ForAsync(user);
        var name = sight.NameOf(item) ?? "";
        return sight.CanSee(ContentType, $"{nameof(SegmentPart)}.{nameof(SegmentPart.Condition)}")
            ? Of(await _books.ForAsync(user, cancellationToken), id, name, item.As<SegmentPart>()?.Condition, onePerHousehold)
            : new SegmentPeople(id, name, null, _session.QueryIndex<PersonIndex>(), [_s["The conditions of this segment are hidden from you."]]);
    }

    /// <summary>The people of a segment as the site itself asks it, for what nobody in particular asked for: all that are in it, whoever may see them. Null when there is none of that id.</summary>
    public async Task<SegmentPeople?> ForSiteAsync(string id, CancellationToken cancellationToken)
        => await _content.GetAsync(id, VersionOptions.Latest) is { ContentType: ContentType } item
            ? Of(await _books.ForSiteAsync(cancellationToken), id, item.DisplayText ?? "", item.As<SegmentPart>()?.Condition, onePerHousehold: false) : null;

    // Checked anew each time: fields, rights and modules change after a segment was stored.
    private SegmentPeople Of(RuleBook book, string id, string name, System.Text.Json.Nodes.JsonObject? condition, bool onePerHousehold)
    {
        var faults = new List<ConditionFault>();
        var tree = condition is null ? ConditionGroup.Everybody : _json.Read(condition, faults);
        if (tree is not null)
        {
            faults.AddRange(book.Check(tree));
        }

        var where = faults.Count > 0 || tree is null ? null : book.Compile(tree);
        var rows = where is null ? book.Scope.People : book.Scope.People.Where(where);
        return new SegmentPeople(id, name, where, onePerHousehold ? OnePerHousehold(rows, book.Scope.CanSee(ContactTypes.Person, "PersonPart.BirthDate")) : rows, [.. faults.Select(fault => fault.Sentence)]);
    }

    /// <summary>Of those who share their first home only one: the eldest whose birth date is known, else who was entered first.</summary>
    /// <param name="byAge">Whether who asks may see birth dates; else who was entered first.</param>
    // The smallest of (birth date, document) in each home, as one number: birth dates are yyyymmdd, document ids below ten thousand million.
    public static IQueryable<PersonIndex> OnePerHousehold(IQueryable<PersonIndex> rows, bool byAge)
    {
        if (!byAge)
        {
            var first = rows.Where(row => row.HouseholdId != null).GroupBy(row => row.HouseholdId).Select(home => home.Min(row => row.DocumentId));
            return rows.Where(row => row.HouseholdId == null || first.Contains(row.DocumentId));
        }

        var eldest = rows.Where(row => row.HouseholdId != null).GroupBy(row => row.HouseholdId).Select(home => home.Min(row => ((row.BirthKey == 0 ? 99_999_999L : row.BirthKey) * 10_000_000_000L) + row.DocumentId));
        return rows.Where(row => row.HouseholdId == null || eldest.Contains(((row.BirthKey == 0 ? 99_999_999L : row.BirthKey) * 10_000_000_000L) + row.DocumentId));
    }
}

/// <summary>The people of a segment, as one user may see them now.</summary>
public sealed class SegmentPeople
{
    private readonly IQueryable<PersonIndex> _rows;

    internal SegmentPeople(string id, string name, Expression<Func<PersonIndex, bool>>? where, IQueryable<PersonIndex> rows, IReadOnlyList<string> faults)
        => (Id, Name, Where, _rows, Faults) = (id, name, where, rows, faults);

    /// <summary>The segment.</summary>
    public string Id { get; }

    /// <summary>Its name; empty when that is hidden.</summary>
    public string Name { get; }

    /// <summary>Why it cannot be asked, in sentences; none when it can.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>The condition alone, without the user's scope; null when it cannot be asked.</summary>
    internal Expression<Func<PersonIndex, bool>>? Where { get; }

    /// <summary>The rows, as a query of the session: to join, or to insert from in one statement (<c>rows.InsertAsync(table, …)</c>).</summary>
    /// <exception cref="InvalidOperationException">The segment cannot be asked: see <see cref="Faults"/>.</exception>
    public IQueryable<PersonIndex> Rows => Faults.Count == 0 ? _rows : throw new InvalidOperationException(string.Join(" ", Faults));

    /// <summary>How many.</summary>
    public Task<int> CountAsync(CancellationToken cancellationToken) => Rows.CountAsync(cancellationToken);

    /// <summary>The next ones behind a document id, in the order in which they were entered: an order that no change of a person moves.</summary>
    public async Task<IReadOnlyList<(long DocumentId, string ContentItemId)>> PageAsync(long after, int take, CancellationToken cancellationToken)
        => [.. (await Rows.Where(row => row.DocumentId > after).OrderBy(row => row.DocumentId).Take(take).Select(row => new { row.DocumentId, row.ContentItemId }).ToListAsync(cancellationToken)).Select(row => (row.DocumentId, row.ContentItemId))];

    /// <summary>Whether that person is in it.</summary>
    public Task<bool> HasAsync(string personId, CancellationToken cancellationToken) => Rows.AnyAsync(row => row.ContentItemId == personId, cancellationToken);
}
