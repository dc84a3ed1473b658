namespace Crm.Bench;

/// <summary>Something measured. Every public class that implements it is run by <c>./crm bench [NAME]</c>.</summary>
public interface IBench
{
    /// <summary>The name on the command line and of the file in <c>bench/results</c>.</summary>
    string Name { get; }

    /// <summary>Measures, with the limit or peer in the same run.</summary>
    Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken);
}

/// <summary>A figure beside its reference.</summary>
/// <param name="Reference">What it is compared with.</param>
/// <param name="Ratio">Value through reference; null when there is none.</param>
/// <param name="Bar">What is wanted, in words.</param>
public sealed record BenchRow(string Name, string Unit, double Value, string Reference, double? ReferenceValue, double? Ratio, string Bar, bool Holds);
