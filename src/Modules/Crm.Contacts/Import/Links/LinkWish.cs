using Crm.Contacts.People;

namespace Crm.Contacts.Import.Links;

/// <summary>What a cell says its person is linked to, before it is known whether that is here.</summary>
/// <param name="type">The type of what is linked to: one of <see cref="ContactTypes"/>.</param>
internal abstract class LinkWish(string type)
{
    /// <summary>The type of what is linked to.</summary>
    public string Type => type;

    /// <summary>An id of ours, a key of another system, a number or an exact name; empty when the row says none.</summary>
    public string Text { get; set; } = "";

    public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }

    /// <summary>The cell that says so; null until it is known.</summary>
    public LinkCell? Cell { get; set; }

    /// <summary>What it is, once it is found or made.</summary>
    public string? Id { get; set; }

    /// <summary>Whether a later row of the files at hand brings it.</summary>
    public bool ComesLater { get; set; }
}

/// <summary>A home.</summary>
internal sealed class HomeWish() : LinkWish(ContactTypes.Household)
{
    public string? Role { get; set; }

    public int? Share { get; set; }

    /// <summary>Writes it into the person: the membership of that home it means is changed in what it says, else there is a new one.</summary>
    public void ApplyTo(PersonPart person, DateOnly today)
    {
        var same = person.Memberships.FindAll(home => home.HouseholdId == Id);
        var home = same.Find(one => one.From == From) ?? (From is null ? same.Find(one => one.To is null) : same.Find(one => one is { From: null, To: null }));
        if (home is null)
        {
            home = new Membership { HouseholdId = Id!, Role = person.BirthDate > today.AddYears(-18) ? "child" : "adult" };
            person.Memberships.Add(home);
        }

        (home.Role, home.From, home.To, home.Share) = (Role ?? home.Role, From ?? home.From, To ?? home.To, Share ?? home.Share);
    }
}

/// <summary>An organisation that the person works for.</summary>
internal sealed class WorkWish() : LinkWish(ContactTypes.Organisation)
{
    public string? Function { get; set; }

    /// <summary>Writes it into the person: the affiliation it means is changed in what it says, else there is a new one.</summary>
    public void ApplyTo(PersonPart person)
    {
        var same = person.Affiliations.FindAll(work => work.OrganisationId == Id);
        var work = same.Find(one => one.From == From && (Function is null || one.Function == Function)) ?? same.Find(one => one.From == From)
            ?? (From is null ? same.Find(one => one.To is null) : same.Find(one => one is { From: null, To: null }));
        if (work is null)
        {
            work = new Affiliation { OrganisationId = Id! };
            person.Affiliations.Add(work);
        }

        (work.Function, work.From, work.To) = (Function ?? work.Function, From ?? work.From, To ?? work.To);
    }
}

/// <summary>A cell that says a link.</summary>
/// <param name="Column">Its heading; the target of a constant.</param>
/// <param name="Invalid">What is done when that is not here, as <see cref="ColumnMap.Invalid"/>.</param>
internal sealed record LinkCell(string Column, string Value, string Invalid);

/// <summary>All that a row says of links.</summary>
internal sealed class DraftLinks
{
    private HomeWish? _home;
    private WorkWish? _work;

    /// <summary>The home that columns of its own describe.</summary>
    public HomeWish Home => _home ??= new HomeWish();

    /// <summary>The organisation that columns of its own describe.</summary>
    public WorkWish Work => _work ??= new WorkWish();

    /// <summary>Those that stand several in one cell.</summary>
    public List<LinkWish> Listed { get; } = [];

    /// <summary>All that name something.</summary>
    public IEnumerable<LinkWish> All => Listed.Concat(new LinkWish?[] { _home, _work }.OfType<LinkWish>()).Where(wish => wish.Text.Length > 0);

    /// <summary>Notes which cell said what has no cell yet.</summary>
    public void Say(LinkCell cell)
    {
        foreach (var wish in All.Where(wish => wish.Cell is null))
        {
            wish.Cell = cell;
        }
    }
}
