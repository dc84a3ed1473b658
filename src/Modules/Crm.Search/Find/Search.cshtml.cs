using Crm.Kernel.Security;
using Crm.Search.Records;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Search.Find;

/// <summary>The one box over all records.</summary>
[Right("AccessAdminPanel")]
internal sealed class Search(FindRecords find, RecordIndex records) : PageModel
{
    private const int OfEachType = 5;
    private const int PageSize = 50;

    /// <summary>What is looked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>The content type when only that is asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Type { get; set; }

    /// <summary>What was found.</summary>
    public Findings Found { get; private set; } = new([], IsReady: true, Forgave: false);

    /// <summary>How the first index comes on.</summary>
    public BuildState Build => records.Build;

    /// <summary>Number of the page before and after; null at the ends.</summary>
    public string? Previous { get; private set; }

    /// <inheritdoc cref="Previous"/>
    public string? Next { get; private set; }

    /// <summary>Whether anything was typed.</summary>
    public bool IsAsked => !string.IsNullOrWhiteSpace(Q);

    public async Task OnGetAsync(int? after, int? before)
    {
        var page = Math.Clamp(after ?? before ?? 0, 0, (FindRecords.MostShown / PageSize) - 1);
        if (string.IsNullOrEmpty(Type))
        {
            Found = await find.FindAsync(User, Q, null, 0, OfEachType);
        }
        else
        {
            Found = await find.FindAsync(User, Q, Type, page * PageSize, PageSize);
            Previous = page > 0 ? $"{page - 1}" : null;
            Next = Found.Count > (page + 1) * PageSize && (page + 1) * PageSize < FindRecords.MostShown ? $"{page + 1}" : null;
        }
    }
}
