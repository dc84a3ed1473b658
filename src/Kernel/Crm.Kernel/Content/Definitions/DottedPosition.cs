using System.Globalization;

namespace Crm.Kernel.Content.Definitions;

/// <summary>Order by dotted numbers as Orchard writes them: "1" &lt; "1.5" &lt; "2" &lt; "10"; "before" and "after" stand at the ends; blank is 0.</summary>
public sealed class DottedPosition : IComparer<string?>
{
    /// <summary>The one comparer.</summary>
    public static DottedPosition Comparer { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var (a, b) = (Parts(x), Parts(y));
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var order = (i < a.Length ? a[i] : 0).CompareTo(i < b.Length ? b[i] : 0);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static int[] Parts(string? position) => string.IsNullOrWhiteSpace(position) ? [0] : [.. position.Split('.').Select(Part)];

    private static int Part(string word) => word.Trim().ToLowerInvariant() switch
    {
        "before" => int.MinValue,
        "after" => int.MaxValue,
        var number => int.TryParse(number, CultureInfo.InvariantCulture, out var value) ? value : 0,
    };
}
