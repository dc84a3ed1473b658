using Crm.Contacts.People;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Lists;

/// <summary>Which page of a list, in which order, as the API's addresses name it.</summary>
internal sealed record PlaceQuestion
{
    private const int MaxTake = 500;
    private const int Usual = 50;

    /// <summary>An order of the list, with a minus for downwards.</summary>
    public string? Sort { get; init; }

    /// <summary>"next" of the page before.</summary>
    public string? After { get; init; }

    /// <summary>"previous" of the page after.</summary>
    public string? Before { get; init; }

    /// <summary>How many, 50 unless told.</summary>
    public int? Take { get; init; }

    public ListRequest Request => new(Sort, After, Before, Take ?? Usual);

    /// <summary>The answer to a place that cannot be: 400 with the sentence; null when it can.</summary>
    /// <param name="orders">The names of those offered.</param>
    public IResult? Refused(IEnumerable<string> orders, IStringLocalizer s)
    {
        if (Take is < 1 or > MaxTake)
        {
            return NarrowedPeopleQuestion.Refused("take", s["take must lie between 1 and {0}.", MaxTake]);
        }

        var offered = orders.ToList();
        return Sort is { Length: > 0 } sort && !offered.Contains(sort.TrimStart('-'))
            ? NarrowedPeopleQuestion.Refused("sort", s["sort is one of: {0}.", string.Join(", ", offered)])
            : null;
    }
}

/// <summary>A page of a list; the places are null at the ends.</summary>
internal sealed record LinesPage<T>(IReadOnlyList<T> Items, string? Previous, string? Next);
