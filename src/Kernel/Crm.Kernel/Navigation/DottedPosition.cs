using System.Globalization;

namespace Crm.Kernel.Navigation;

/// <summary>Orders positions as dotted numbers: "2" before "10", "5" before "5.1"; "before" comes first, "after" last.</summary>
public static class DottedPosition
{
    /// <summary>The order.</summary>
    public static readonly IComparer<string> Comparer = Comparer<string>.Create(Compare);

    private static int Compare(string? left, string? right)
    {
        var a = (left ?? "").Split('.');
        var b = (right ?? "").Split('.');
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            var order = Value(a[i]).CompareTo(Value(b[i]));
            if (order != 0)
            {
                return order;
            }
        }

        return a.Length.CompareTo(b.Length);
    }

    private static int Value(string part) => part switch
    {
        "before" => int.MinValue,
        "after" => int.MaxValue,
        _ => int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0,
    };
}
