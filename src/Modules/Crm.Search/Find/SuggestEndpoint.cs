using Microsoft.AspNetCore.Http;

namespace Crm.Search.Find;

/// <summary>A found record in the palette.</summary>
internal sealed record Suggestion(string Href, string Name, string Line, string Group);

/// <summary>What the palette of the top bar shows while somebody types.</summary>
internal static class SuggestEndpoint
{
    private const int OfEachType = 4;

    /// <summary>The best of each type that have a page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, FindRecords find, string? q)
    {
        var found = await find.FindAsync(http.User, q, null, 0, OfEachType);
        return Results.Json(found.Types.SelectMany(type => type.Records.Where(record => record.Address is not null)
            .Select(record => new Suggestion(http.Request.PathBase + record.Address, Plain(record.Name), Plain(record.Snippet.Count > 0 ? record.Snippet : record.Line), type.About.Caption))).ToList());
    }

    private static string Plain(IEnumerable<Piece> pieces) => string.Concat(pieces.Select(piece => piece.Text));
}
