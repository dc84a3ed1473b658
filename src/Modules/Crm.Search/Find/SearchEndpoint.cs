using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Search.Find;

/// <summary><c>GET /api/search</c>: what the page of the search shows, under the same rights.</summary>
internal static class SearchEndpoint
{
    private const int OfEachType = 5;
    private const int MaxTake = 50;

    public static async Task<IResult> GetAsync([AsParameters] SearchQuestion asked, HttpContext http, FindRecords find, IStringLocalizer<Search> s)
    {
        var (skip, take) = (asked.Skip ?? 0, asked.Take ?? (string.IsNullOrEmpty(asked.Type) ? OfEachType : MaxTake));
        if (string.IsNullOrWhiteSpace(asked.Q))
        {
            return Refused("q", s["q says what is looked for."]);
        }

        if (take is < 1 or > MaxTake)
        {
            return Refused("take", s["take must lie between 1 and {0}.", MaxTake]);
        }

        if (skip < 0 || skip + take > FindRecords.MostShown || (skip > 0 && string.IsNullOrEmpty(asked.Type)))
        {
            return Refused("skip", s["skip goes with a type, and no more than {0} of a type are shown.", FindRecords.MostShown]);
        }

        var found = await find.FindAsync(http.User, asked.Q, asked.Type, skip, take);
        return Results.Json(new SearchAnswer(
            found.IsReady, found.Forgave, found.Count,
            [.. found.Types.Select(type => new SearchGroup(type.About.ContentType, type.About.Caption, type.Count, [.. type.Records.Select(record => SearchHit.Of(record, http.Request.PathBase))]))]));
    }

    private static IResult Refused(string member, string sentence) => Results.ValidationProblem(new Dictionary<string, string[]> { [member] = [sentence] }, title: sentence);
}

/// <summary>What is looked for.</summary>
internal sealed record SearchQuestion
{
    /// <summary>Words, the beginning of the last one, an e-mail address, a phone number.</summary>
    public string? Q { get; init; }

    /// <summary>A content type when only that is asked for.</summary>
    public string? Type { get; init; }

    /// <summary>How many of the best of that type to leave out.</summary>
    public int? Skip { get; init; }

    /// <summary>How many of each type; 5 unless told, 50 of a single one.</summary>
    public int? Take { get; init; }
}

/// <summary>What was found, the best of each type.</summary>
/// <param name="IsReady">False while the first index is being made: nothing is found then.</param>
/// <param name="Forgave">Whether nothing is written exactly like that, and this comes near.</param>
internal sealed record SearchAnswer(bool IsReady, bool Forgave, int Count, IReadOnlyList<SearchGroup> Groups);

/// <summary>What was found of a type.</summary>
/// <param name="Count">How many there are in all.</param>
internal sealed record SearchGroup(string Type, string Caption, int Count, IReadOnlyList<SearchHit> Items);

/// <summary>A found record.</summary>
/// <param name="Address">Its page; null when it has none.</param>
/// <param name="Snippet">Why it was found, when neither name nor line say it; else blank.</param>
internal sealed record SearchHit(string ContentItemId, string? Address, MarkedText Name, MarkedText Line, MarkedText Snippet)
{
    public static SearchHit Of(FoundRecord record, PathString root)
        => new(record.Id, record.Address is { } address ? root + address : null, MarkedText.Of(record.Name), MarkedText.Of(record.Line), MarkedText.Of(record.Snippet));
}

/// <summary>A plain text and where in it stands what was looked for.</summary>
/// <param name="Marks">In UTF-16 units.</param>
internal sealed record MarkedText(string Text, IReadOnlyList<MarkedRange> Marks)
{
    public static MarkedText Of(IReadOnlyList<Piece> pieces)
    {
        var (marks, at) = (new List<MarkedRange>(), 0);
        foreach (var piece in pieces)
        {
            if (piece.IsFound)
            {
                marks.Add(new MarkedRange(at, piece.Text.Length));
            }

            at += piece.Text.Length;
        }

        return new(string.Concat(pieces.Select(piece => piece.Text)), marks);
    }
}

/// <summary>A stretch of a text.</summary>
internal sealed record MarkedRange(int Start, int Length);
