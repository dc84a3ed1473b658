using System.Text.Json.Nodes;
using Crm.Kernel.Recipes.Expressions;

namespace Crm.Kernel.Recipes.Running;

/// <summary>The execution of one step.</summary>
internal sealed class StepRun(
    JsonObject step, IServiceProvider services, IReadOnlyDictionary<string, object?> environment, string? basePath, RecipeFiles files, bool isPartial, ILookup<string, int> leftOut)
    : RecipeExecutionContext
{
    internal List<(string Path, string Message)> Faults { get; } = [];

    internal List<(string Path, string Message)> LeftOut { get; } = [];

    public override JsonObject Step { get; } = step;

    public override IServiceProvider Services { get; } = services;

    public override IReadOnlyDictionary<string, object?> Environment { get; } = environment;

    public override string? BasePath { get; } = basePath;

    public override string FindFile(string path) => files.Find(path);

    public override IList<string> InnerRecipes { get; } = [];

    public override void Fail(string path, string message) => Faults.Add((StepPruning.AsWritten(path, leftOut), message));

    public override void LeaveOut(string path, string message) => (isPartial ? LeftOut : Faults).Add((StepPruning.AsWritten(path, leftOut), message));
}

/// <summary>Cancels the transaction of a step that reported faults.</summary>
internal sealed class StepFailedException(IReadOnlyList<(string Path, string Message)> faults) : Exception(string.Join(" ", faults.Select(fault => fault.Message)))
{
    internal IReadOnlyList<(string Path, string Message)> Faults { get; } = faults;
}
