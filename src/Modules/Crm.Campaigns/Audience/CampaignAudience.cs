using System.Security.Claims;
using Crm.Campaigns.Campaigns;
using Crm.Campaigns.Resend;
using Crm.Contacts.People;
using Crm.Contacts.Segments;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Campaigns.Audience;

/// <summary>The people a campaign is for, as one user may reach them at this moment.</summary>
/// <param name="Rows">As a query of the session.</param>
/// <param name="Faults">Why it cannot be asked, in sentences; then <paramref name="Rows"/> is null.</param>
internal sealed record AudiencePeople(IQueryable<PersonIndex>? Rows, IReadOnlyList<string> Faults)
{
    /// <summary>The next ones behind a document id, in the order in which they were entered: an order that no change of a person moves.</summary>
    public async Task<IReadOnlyList<(long DocumentId, string PersonId)>> PageAsync(long after, int take, CancellationToken cancellationToken)
        => [.. (await Rows!.Where(row => row.DocumentId > after).OrderBy(row => row.DocumentId).Take(take).Select(row => new { row.DocumentId, row.ContentItemId }).ToListAsync(cancellationToken)).Select(row => (row.DocumentId, row.ContentItemId))];
}

/// <summary>Finds the people a campaign is for: who is in one of its segments and in none of those it leaves out. Scoped.</summary>
internal sealed class CampaignAudience(Segments segments, SilentPeople silent, ISession session, IStringLocalizer<CampaignAudience> s)
{
    /// <summary>The people as that user may see them.</summary>
    public async Task<AudiencePeople> FindAsync(ClaimsPrincipal user, CampaignPart campaign, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        var meant = await ReadAsync(user, campaign.Segments, faults, cancellationToken);
        var without = await ReadAsync(user, campaign.Without, faults, cancellationToken);
        if (faults.Count > 0 || meant.Count == 0)
        {
            return new AudiencePeople(null, faults.Count > 0 ? faults : [s["It is for no segment."]]);
        }

        var rows = meant[0];
        if (meant.Count > 1)
        {
            var ids = meant.Skip(1).Aggregate(rows.Select(row => row.DocumentId), (some, more) => some.Union(more.Select(row => row.DocumentId)));
            rows = session.QueryIndex<PersonIndex>().Where(row => ids.Contains(row.DocumentId));
        }

        foreach (var less in without)
        {
            rows = rows.Where(row => !less.Select(one => one.DocumentId).Contains(row.DocumentId));
        }

        rows = campaign.ResendOf is { } first ? await silent.AmongAsync(rows, first, campaign.ToUncounted) : rows;
        return new AudiencePeople(campaign.OnePerHousehold ? Segments.OnePerHousehold(rows, byAge: false) : rows, []);
    }

    /// <summary>The same for an operation.</summary>
    /// <exception cref="OperationRefusedException">It cannot be asked.</exception>
    public async Task<AudiencePeople> ForWorkAsync(ClaimsPrincipal user, CampaignPart campaign, CancellationToken cancellationToken)
    {
        var people = await FindAsync(user, campaign, cancellationToken);
        return people.Faults.Count == 0 ? people : throw new OperationRefusedException(string.Join(" ", people.Faults));
    }

    private async Task<List<IQueryable<PersonIndex>>> ReadAsync(ClaimsPrincipal user, IEnumerable<string> ids, List<string> faults, CancellationToken cancellationToken)
    {
        var found = new List<IQueryable<PersonIndex>>();
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if (await segments.FindAsync(user, id, onePerHousehold: false, cancellationToken) is not { } people)
            {
                faults.Add(s["One of its segments is gone, or may not be used by you."]);
            }
            else if (people.Faults.Count > 0)
            {
                faults.AddRange(people.Faults.Select(fault => $"{people.Name}: {fault}"));
            }
            else
            {
                found.Add(people.Rows);
            }
        }

        return found;
    }
}
