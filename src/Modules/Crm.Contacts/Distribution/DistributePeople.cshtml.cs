using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Contacts.Segments;
using Crm.Kernel.Display;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Contacts.Distribution;

/// <summary>How those whom the list shows are spread over the values of one of their traits; each figure opens its people.</summary>
[Right(ContactsPermissions.ViewOwn)]
internal sealed class DistributePeople(Traits traits, DistributionOfPeople distribution, ContactSights sights, AskedPeople asked) : NarrowedPeoplePage
{
    /// <summary>Key of the trait; the first one offered when blank or unknown.</summary>
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    /// <summary>How many values come before this page.</summary>
    [BindProperty(SupportsGet = true)]
    public int From { get; set; }

    public IReadOnlyList<Trait> Traits { get; private set; } = [];

    public Trait Trait { get; private set; } = null!;

    /// <summary>Null when the conditions cannot be asked.</summary>
    public PeopleDistribution? Spread { get; private set; }

    /// <summary>The map that shows where they live; null when the trait is no place, or no map holds all of them.</summary>
    public PlaceMap? Map { get; private set; }

    /// <summary>What to narrow to for a map; null when there is one, or none at all.</summary>
    public PeopleFilter? MapWithin { get; private set; }

    /// <summary>What segment and conditions come to.</summary>
    public AskedCondition Asked { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var sight = await sights.ForAsync(User, ContactTypes.Person);
        Traits = await traits.ListAsync(sight);
        Trait = Traits.FirstOrDefault(trait => trait.Key == By) ?? Traits[0];
        Asked = await asked.ReadAsync(Filter, User, cancellationToken);
        From = Math.Max(0, ModelState.IsValid ? From : 0);
        Spread = Asked.Fault is null ? await distribution.ReadAsync(Trait, Filter, sight, From, cancellationToken) : null;
        (Map, MapWithin) = Spread is { Lines.Count: > 0 } ? await distribution.MapAsync(Trait, Filter, sight, cancellationToken) : (null, null);
    }

    /// <summary>The list of the people behind a figure.</summary>
    public string ListOf(PeopleFilter narrowing) => Url.Content("~/admin/people") + QueryString.Create(narrowing.Query.Prepend(new("view", Views.ViewOpener.Everybody)));

    /// <summary>This page, narrowed to what a map can show.</summary>
    public string WithMap(PeopleFilter within) => Url.Content("~/admin/people/distribution") + QueryString.Create(within.Query.Prepend(new("by", Trait.Key)));

    /// <summary>This page from another value on.</summary>
    public string PageFrom(int from) => QueryAddress.With(Request, ("from", from == 0 ? null : from.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>Hundredths of the total; 0 when there is nobody.</summary>
    public decimal Share(int people) => Spread is { Total: > 0 } spread ? (decimal)people / spread.Total : 0;
}
