using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Kernel.Data;
using Crm.Kernel.Security;

namespace Crm.Contacts.Segments.Rules;

/// <summary>For whom and on which day a condition is asked: what its SQL may reach.</summary>
public sealed class SegmentScope
{
    private readonly Sight _sight;
    private readonly RecordScope _people;
    private readonly RecordScope _organisations;

    internal SegmentScope(ISession session, Sight sight, RecordScope people, RecordScope organisations, DateOnly today, TimeZoneInfo zone)
        => (Session, _sight, _people, _organisations, Today, Zone) = (session, sight, people, organisations, today, zone);

    /// <summary>The unit of work.</summary>
    public ISession Session { get; }

    /// <summary>The present day in the tenant's zone.</summary>
    public DateOnly Today { get; }

    /// <summary>The tenant's zone.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Whether who asks sees all people.</summary>
    public bool SeesAllPeople => _people.IsAll;

    /// <summary>The people that who asks may see: relations lead to these only.</summary>
    public IQueryable<PersonIndex> People => _people.Apply(Session.QueryIndex<PersonIndex>(), row => row.Owner);

    /// <summary>The organisations that who asks may see.</summary>
    public IQueryable<OrganisationIndex> Organisations => _organisations.Apply(Session.QueryIndex<OrganisationIndex>(), row => row.Owner);

    /// <summary>Whether who asks sees that member.</summary>
    public bool CanSee(string type, string path) => _sight.CanSee(type, path);

    /// <summary>The moment at which that day begins in the tenant's zone, UTC.</summary>
    public DateTime StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);

        // Where clocks are put forward at midnight the day begins when they have been.
        while (Zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        return TimeZoneInfo.ConvertTimeToUtc(midnight, Zone);
    }
}
