using Crm.Kernel.Tenants;

namespace Crm.Kernel.Recipes;

/// <summary>
/// Checks recipes and runs them in a tenant. A host singleton, also resolvable in every tenant; opens its own scopes, one for each step, so that a
/// <c>feature</c> step's rebuild is seen by the steps after it. Call it from no unit of work that has already written (SQLite has one writer).
/// </summary>
public interface IRecipeExecutor
{
    /// <summary>Looks at the whole recipe against what the tenant has and what its earlier steps will give; runs nothing.</summary>
    Task<RecipeReport> CheckAsync(ShellSettings tenant, RecipeDescriptor recipe, RecipeOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Checks, then runs step by step, each in its own transaction. With an error in the check nothing runs, unless <see cref="RecipeOptions.Partial"/>.
    /// A step that fails stops the recipe; the steps before it stay. The report is kept in the tenant as a <see cref="RecipeResult"/>.
    /// </summary>
    Task<RecipeReport> ExecuteAsync(ShellSettings tenant, RecipeDescriptor recipe, RecipeOptions? options = null, CancellationToken cancellationToken = default);
}

/// <summary>How a recipe is run.</summary>
public sealed record RecipeOptions
{
    /// <summary>Values for <c>parameters('X')</c>: in setup <c>SiteName</c>, <c>AdminUserId</c>, <c>AdminUsername</c>, <c>AdminEmail</c>, <c>SiteTimeZone</c> ….</summary>
    public IReadOnlyDictionary<string, object?> Environment { get; init; } = new Dictionary<string, object?>();

    /// <summary>Leaves out what this host does not know, and lists it, instead of refusing the recipe.</summary>
    public bool Partial { get; init; }

    /// <summary>Told before and after each step.</summary>
    public IProgress<RecipeProgress>? Progress { get; init; }

    /// <summary>The id of who acts, for history.</summary>
    public string Actor { get; init; } = "system";

    /// <summary>The name of who acts, for history.</summary>
    public string ActorName { get; init; } = "system";
}

/// <summary>Where a running recipe is.</summary>
/// <param name="Step">The step's number from 1.</param>
public sealed record RecipeProgress(string Recipe, int Step, int Steps, string StepName, RecipeStepState State);

/// <summary>What a check or a run gave.</summary>
/// <param name="ExecutionId">Blank for a check.</param>
/// <param name="Steps">All steps in the order they ran, those of inner recipes included.</param>
public sealed record RecipeReport(
    string ExecutionId, string Recipe, string File, RecipeOutcome Outcome, IReadOnlyList<RecipeStepReport> Steps, IReadOnlyList<RecipeProblem> Problems)
{
    /// <summary>Whether it may run, or did.</summary>
    public bool Succeeded => Outcome is RecipeOutcome.Valid or RecipeOutcome.Done;
}

/// <summary>The end of a check or a run.</summary>
public enum RecipeOutcome
{
    /// <summary>The check found no error.</summary>
    Valid,

    /// <summary>The check found errors; nothing ran.</summary>
    Refused,

    /// <summary>Began and has not ended: it runs, or was interrupted.</summary>
    Running,

    /// <summary>Every step ran, was kept or left out.</summary>
    Done,

    /// <summary>A step failed.</summary>
    Failed,
}

/// <summary>What became of one step.</summary>
/// <param name="Number">From 1, in its recipe.</param>
/// <param name="Message">A sentence when there is something to say: why it was left out, what failed, that it is kept for later.</param>
public sealed record RecipeStepReport(string Recipe, int Number, string Name, RecipeStepState State, string Message = "");

/// <summary>The states of a step.</summary>
public enum RecipeStepState
{
    /// <summary>Not reached.</summary>
    Waiting,

    /// <summary>At work.</summary>
    Running,

    /// <summary>Did its work.</summary>
    Done,

    /// <summary>Stored word for word; no enabled feature uses it.</summary>
    Kept,

    /// <summary>Left out, for what it names is unknown here.</summary>
    LeftOut,

    /// <summary>Failed; nothing of it was stored.</summary>
    Failed,
}

/// <summary>The kept report of a run; one document for each.</summary>
public sealed class RecipeResult
{
    /// <summary>The run's id.</summary>
    public string ExecutionId { get; set; } = "";

    /// <summary>The recipe's name.</summary>
    public string Recipe { get; set; } = "";

    /// <summary>The recipe's file.</summary>
    public string File { get; set; } = "";

    /// <summary>How it stands.</summary>
    public RecipeOutcome Outcome { get; set; }

    /// <summary>When it began, UTC.</summary>
    public DateTime StartedUtc { get; set; }

    /// <summary>When it ended, UTC; null while it runs, and for ever when it was interrupted.</summary>
    public DateTime? EndedUtc { get; set; }

    /// <summary>Who ran it.</summary>
    public string ActorName { get; set; } = "";

    /// <summary>The steps that ran.</summary>
    public List<RecipeStepReport> Steps { get; set; } = [];

    /// <summary>What the check and the run found.</summary>
    public List<RecipeProblem> Problems { get; set; } = [];
}
