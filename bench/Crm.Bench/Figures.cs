namespace Crm.Bench;

/// <summary>Arithmetic of measured figures.</summary>
internal static class Figures
{
    /// <summary>How often each figure is taken; the median is told.</summary>
    public const int Rounds = 3;

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    public static double P95(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[(int)Math.Ceiling(sorted.Count * 0.95) - 1];
    }

    /// <summary>The median of three takes.</summary>
    public static async Task<double> MedianAsync(Func<Task<double>> take)
    {
        var values = new List<double>(Rounds);
        for (var round = 0; round < Rounds; round++)
        {
            values.Add(await take());
        }

        return Median(values);
    }
}
