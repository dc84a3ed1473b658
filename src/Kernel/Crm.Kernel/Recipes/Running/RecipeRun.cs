using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Files;
using Crm.Kernel.Recipes.Expressions;
using Crm.Kernel.Recipes.Reading;
using Crm.Kernel.Recipes.Steps;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Recipes.Running;

/// <summary>One run of a recipe and the recipes it calls.</summary>
internal sealed class RecipeRun(
    IShellHost shells, ShellSettings tenant, RecipeOptions options, TimeProvider time, ILogger logger, long limit, IReadOnlyList<RecipeProblem> checkProblems)
{
    private readonly List<RecipeStepReport> _steps = [];
    private readonly List<RecipeProblem> _problems = [.. checkProblems];
    private readonly string _executionId = ContentId.New();
    private readonly DateTime _started = time.GetUtcNow().UtcDateTime;
    private Recipe _outer = null!;
    private long _resultId;

    internal async Task<RecipeReport> ExecuteAsync(Recipe recipe, CancellationToken cancellationToken)
    {
        _outer = recipe;
        var done = await RunAsync(recipe, cancellationToken);
        var outcome = done ? RecipeOutcome.Done : RecipeOutcome.Failed;
        await InScopeAsync(services => StoreResultAsync(services, outcome));
        return new RecipeReport(_executionId, recipe.Name, recipe.File, outcome, _steps, _problems);
    }

    private async Task<bool> RunAsync(Recipe recipe, CancellationToken cancellationToken)
    {
        RecipeExpressions? expressions = null;
        for (var i = 0; i < recipe.Steps.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = Recipe.StepName(recipe.Steps[i]);
            Report(recipe, i, name, RecipeStepState.Running);
            var at = _steps.Count;
            _steps.Add(new RecipeStepReport(recipe.Name, i + 1, name, RecipeStepState.Running));
            var inner = await RunStepAsync(recipe, i, at, step => expressions ??= step, cancellationToken);
            Report(recipe, i, name, _steps[at].State);
            if (inner is null || !await RunInnerAsync(inner, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private void Report(Recipe recipe, int index, string name, RecipeStepState state)
        => options.Progress?.Report(new RecipeProgress(recipe.Name, index + 1, recipe.Steps.Count, name, state));

    /// <summary>Runs a step in its own unit of work. Gives the recipes it calls, or null when it failed.</summary>
    private async Task<IReadOnlyList<string>?> RunStepAsync(
        Recipe recipe, int index, int at, Func<RecipeExpressions, RecipeExpressions> keep, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> inner = [];
        try
        {
            await InScopeAsync(async services =>
            {
                var localizer = services.GetRequiredService<IStringLocalizer<RecipeReport>>();
                var expressions = keep(new RecipeExpressions(recipe, tenant.TenantId is { Length: > 0 } id ? id : tenant.Name, options.Environment, localizer));
                inner = await ExecuteStepAsync(recipe, index, at, services, expressions, localizer, cancellationToken);
                await StoreResultAsync(services, RecipeOutcome.Running);
            });
            return inner;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            await FailAsync(recipe, index, at, fault);
            return null;
        }
    }

    private async Task<IReadOnlyList<string>> ExecuteStepAsync(
        Recipe recipe, int index, int at, IServiceProvider services, RecipeExpressions expressions, IStringLocalizer localizer, CancellationToken cancellationToken)
    {
        var root = Recipe.StepPath(index);
        var errors = _problems.Where(problem => !problem.IsWarning && problem.File == recipe.File && problem.Step == index + 1).ToList();
        var handlers = new StepHandlers(services).For(Recipe.StepName(recipe.Steps[index]));
        var (step, leftOut) = StepPruning.Without(recipe.Steps[index], errors.Select(problem => problem.Path[root.Length..].TrimStart('.')));
        if (step is null || handlers.Count == 0)
        {
            _steps[at] = _steps[at] with { State = RecipeStepState.LeftOut, Message = errors.FirstOrDefault()?.Message ?? "" };
            return [];
        }

        var run = new StepRun(expressions.Evaluate(index, step, services, cancellationToken), services, options.Environment, recipe.Descriptor.BasePath, FilesOf(recipe, localizer), options.Partial, leftOut);
        foreach (var handler in handlers)
        {
            await handler.ExecuteAsync(run);
        }

        if (run.Faults.Count > 0)
        {
            throw new StepFailedException(run.Faults);
        }

        _problems.AddRange(run.LeftOut.Select(one => new RecipeProblem(recipe.File, index + 1, JsonPaths.Join(root, one.Path), one.Message)).WithPlaces(recipe));
        var count = errors.Count + run.LeftOut.Count;
        var kept = handlers.All(handler => handler is KeptStep);
        _steps[at] = _steps[at] with
        {
            State = kept ? RecipeStepState.Kept : RecipeStepState.Done,
            Message = kept ? localizer["Kept, not used yet by any enabled feature."]
                : count > 0 ? localizer["{0} entries were left out.", count] : "",
        };
        return [.. run.InnerRecipes];
    }

    private static RecipeFiles FilesOf(Recipe recipe, IStringLocalizer localizer) => new(recipe.Descriptor.BasePath, recipe.Descriptor.RootPath, localizer);

    private async Task<bool> RunInnerAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            var inner = await ReadInnerAsync(name, cancellationToken);
            if (inner is not null && !await RunAsync(inner, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The recipe of that name; null, and reported, when it cannot be read: the check has said so, and the run is a partial one.</summary>
    private async Task<Recipe?> ReadInnerAsync(string name, CancellationToken cancellationToken)
    {
        await using var scope = await shells.GetScopeAsync(tenant);
        var services = scope.ServiceProvider;
        var descriptor = await services.GetRequiredService<IRecipeHarvester>().FindAsync(name, cancellationToken)
            ?? throw new InvalidOperationException($"The recipe {name} went away after the check.");
        try
        {
            return await RecipeReader.ReadAsync(descriptor, services.GetRequiredService<IStringLocalizer<RecipeReport>>(), limit, cancellationToken);
        }
        catch (RecipeFormatException fault)
        {
            _steps.Add(new RecipeStepReport(name, 0, "", RecipeStepState.LeftOut, fault.Message));
            return null;
        }
    }

    private async Task FailAsync(Recipe recipe, int index, int at, Exception fault)
    {
        var root = Recipe.StepPath(index);
        var found = fault switch
        {
            StepFailedException failed => failed.Faults.Select(one => (Path: JsonPaths.Join(root, one.Path), one.Message)).ToList(),
            MediaRefusedException refused => [(root, refused.Message)],
            RecipeFileException file => [(root, file.Message)],
            RecipeExpressionException expression => [(expression.Path, expression.Message)],
            _ => [(root, await UnexpectedAsync(recipe, index, fault))],
        };
        _problems.AddRange(found.Select(one => new RecipeProblem(recipe.File, index + 1, one.Path, one.Message)).WithPlaces(recipe));
        _steps[at] = _steps[at] with { State = RecipeStepState.Failed, Message = found[0].Message };
    }

    private async Task<string> UnexpectedAsync(Recipe recipe, int index, Exception fault)
    {
        var reference = Guid.NewGuid().ToString("N")[..8];
        logger.LogError(fault, "Step {Step} of recipe {Recipe} failed in tenant {Tenant}; reference {Reference}", index + 1, recipe.Name, tenant.Name, reference);
        await using var scope = await shells.GetScopeAsync(tenant);
        return scope.ServiceProvider.GetRequiredService<IStringLocalizer<RecipeReport>>()["The step failed unexpectedly; the log tells more under {0}.", reference];
    }

    private async Task StoreResultAsync(IServiceProvider services, RecipeOutcome outcome)
    {
        var session = services.GetRequiredService<ISession>();
        var result = (_resultId == 0 ? null : await session.GetAsync<RecipeResult>(_resultId)) ?? new RecipeResult();
        result.ExecutionId = _executionId;
        result.Recipe = _outer.Name;
        result.File = _outer.File;
        result.Outcome = outcome;
        result.StartedUtc = _started;
        result.EndedUtc = outcome == RecipeOutcome.Running ? null : time.GetUtcNow().UtcDateTime;
        result.ActorName = options.ActorName;
        result.Steps = [.. _steps];
        result.Problems = [.. _problems];
        await session.SaveAsync(result);
        _resultId = session.GetDocumentId(result);
    }

    private async Task InScopeAsync(Func<IServiceProvider, Task> work)
    {
        var scope = await shells.GetScopeAsync(tenant);
        await scope.UsingAsync(services =>
        {
            if (services.GetService<ChangeContext>() is { } change)
            {
                change.Actor = options.Actor;
                change.ActorName = options.ActorName;
                change.BatchId = _executionId;
            }

            return work(services);
        });
    }
}
