using System.Globalization;
using Crm.Contacts.People;

namespace Crm.Contacts.Import.Links;

/// <summary>Where a column can go that says what its person belongs to. A home or organisation by columns of its own, or several in one cell, as an export writes them.</summary>
internal static class LinkTargets
{
    /// <summary>Homes with role, first and last day and share, several in one cell.</summary>
    public const string Memberships = nameof(PersonPart.Memberships);

    /// <summary>Organisations with function, first and last day, several in one cell.</summary>
    public const string Affiliations = nameof(PersonPart.Affiliations);

    public const string Household = ContactTypes.Household;
    public const string Organisation = ContactTypes.Organisation;

    public const string NoRole = "There is no such role in a household.";
    public const string NoShare = "A share of the time lies between 1 and 100.";
    public const string Backwards = "The last day lies before the first.";

    private static readonly Dictionary<string, Target> s_known = new(StringComparer.OrdinalIgnoreCase)
    {
        [Household] = Says((links, value) => links.Home.Text = value),
        [$"{Household}.Role"] = new((draft, value, _, context) => Role(draft, draft.Links.Home, value, context), _ => null),
        [$"{Household}.From"] = Day(links => links.Home, (wish, day) => wish.From = day),
        [$"{Household}.To"] = Day(links => links.Home, (wish, day) => wish.To = day),
        [$"{Household}.Share"] = new((draft, value, _, _) => Share(draft.Links.Home, value), _ => null),
        [Organisation] = Says((links, value) => links.Work.Text = value),
        [$"{Organisation}.Function"] = new((draft, value, _, _) => Function(draft.Links.Work, value), _ => null),
        [$"{Organisation}.From"] = Day(links => links.Work, (wish, day) => wish.From = day),
        [$"{Organisation}.To"] = Day(links => links.Work, (wish, day) => wish.To = day),
        [Memberships] = new(PutMemberships, _ => null),
        [Affiliations] = new(PutAffiliations, _ => null),
    };

    /// <summary>All of them.</summary>
    public static IEnumerable<string> Names => s_known.Keys;

    /// <summary>Those that say one thing each; what an export writes says all of it.</summary>
    public static IEnumerable<string> Single => Names.Where(name => name is not (Memberships or Affiliations));

    /// <summary>The target of that name, or null.</summary>
    public static Target? Find(string name) => s_known.GetValueOrDefault(name);

    /// <summary>The member that it writes, as field rights name it; null when it is none of these.</summary>
    public static string? PathOf(string name) => !s_known.ContainsKey(name) ? null
        : IsHome(name) ? $"{nameof(PersonPart)}.{nameof(PersonPart.Memberships)}" : $"{nameof(PersonPart)}.{nameof(PersonPart.Affiliations)}";

    /// <summary>The target that says all of what this one says a part of; null when it is none of these.</summary>
    public static string? WholeOf(string name) => !s_known.ContainsKey(name) ? null : IsHome(name) ? Memberships : Affiliations;

    /// <summary>Whether what it names can be made when it is not here yet.</summary>
    public static bool CanMake(string? name) => name is not null && (Is(name, Household) || Is(name, Organisation));

    /// <summary>The target without which this one says nothing: "Household" for "Household.Role"; null when there is none.</summary>
    public static string? NeedOf(string name) => s_known.ContainsKey(name) && name.IndexOf('.') is > 0 and var dot ? name[..dot] : null;

    private static bool IsHome(string name) => Is(name, Memberships) || name.StartsWith(Household, StringComparison.OrdinalIgnoreCase);

    private static bool Is(string name, string target) => string.Equals(name, target, StringComparison.OrdinalIgnoreCase);

    private static Target Says(Action<DraftLinks, string> say) => new(
        (draft, value, _, _) =>
        {
            say(draft.Links, value);
            return null;
        },
        _ => null);

    private static Target Day(Func<DraftLinks, LinkWish> of, Action<LinkWish, DateOnly> set) => new(
        (draft, value, format, context) =>
        {
            if (context.Date(value, format) is not { } day)
            {
                return ImportTargets.NoDate;
            }

            set(of(draft.Links), day);
            return IsBackwards(of(draft.Links)) ? Backwards : null;
        },
        _ => null);

    private static bool IsBackwards(LinkWish wish) => wish.To < wish.From;

    private static string? Role(PersonDraft draft, HomeWish wish, string value, ReadingContext context)
    {
        // A role of the tenant's own is known by who has it.
        wish.Role = context.Roles.GetValueOrDefault(value) ?? draft.Person.Memberships.Find(home => home.Role == value)?.Role;
        return wish.Role is null ? NoRole : null;
    }

    private static string? Share(HomeWish wish, string value)
    {
        if (!int.TryParse(value.TrimEnd('%', ' ', '\u00a0', '\u202f'), NumberStyles.None, CultureInfo.InvariantCulture, out var share) || share is < 1 or > 100)
        {
            return NoShare;
        }

        wish.Share = share;
        return null;
    }

    private static string? Function(WorkWish wish, string value)
    {
        if (value.Length > ImportTargets.MaxName)
        {
            return ImportTargets.TooLong;
        }

        wish.Function = value;
        return null;
    }

    // "Famille Roux [id] | Parent | 2020-01-01 | | 50"
    private static string? PutMemberships(PersonDraft draft, string value, string? format, ReadingContext context)
    {
        foreach (var fields in Listed.Read(value))
        {
            var wish = new HomeWish { Text = fields[0] };
            var fault = (Field(fields, 1) is { } role ? Role(draft, wish, role, context) : null) ?? Days(wish, fields, 2, context) ?? (Field(fields, 4) is { } share ? Share(wish, share) : null);
            if (fault is not null)
            {
                return fault;
            }

            draft.Links.Listed.Add(wish);
        }

        return null;
    }

    // "Atelier Dumas [id] | Comptable | 2020-01-01"
    private static string? PutAffiliations(PersonDraft draft, string value, string? format, ReadingContext context)
    {
        foreach (var fields in Listed.Read(value))
        {
            var wish = new WorkWish { Text = fields[0] };
            if (((Field(fields, 1) is { } function ? Function(wish, function) : null) ?? Days(wish, fields, 2, context)) is { } fault)
            {
                return fault;
            }

            draft.Links.Listed.Add(wish);
        }

        return null;
    }

    /// <summary>Reads the first and the last day that an entry says from that field on.</summary>
    public static string? Days(LinkWish wish, IReadOnlyList<string> fields, int first, ReadingContext context)
    {
        foreach (var (at, set) in new (int, Action<DateOnly>)[] { (first, day => wish.From = day), (first + 1, day => wish.To = day) })
        {
            if (Field(fields, at) is { } text)
            {
                if ((context.Date(text, ReadingContext.Iso) ?? context.Date(text, null)) is not { } day)
                {
                    return ImportTargets.NoDate;
                }

                set(day);
            }
        }

        return IsBackwards(wish) ? Backwards : null;
    }

    private static string? Field(IReadOnlyList<string> fields, int at) => fields.ElementAtOrDefault(at) is { Length: > 0 } text ? text : null;
}
