using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Bench.Pages;

/// <summary>A toy of the list.</summary>
public sealed record Toy(int Number, string Name, string Workshop, decimal Price);

/// <summary>The same page for a tenant and for a bare application.</summary>
[Open("Measured without signing in.")]
public sealed class PlainModel : PageModel
{
    private static readonly Toy[] s_toys = [.. Enumerable.Range(1, 30).Select(n => new Toy(n, $"Train en bois n° {n}", n % 2 == 0 ? "Nord" : "Sud", n * 1.25m))];

    /// <summary>Thirty rows.</summary>
    public IReadOnlyList<Toy> Toys => s_toys;
}
