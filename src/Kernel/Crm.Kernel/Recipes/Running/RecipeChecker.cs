using System.Text.Json.Nodes;
using Crm.Kernel.Recipes.Expressions;
using Crm.Kernel.Recipes.Orchard;
using Crm.Kernel.Recipes.Reading;
using Crm.Kernel.Recipes.Schemas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Recipes.Running;

/// <summary>Looks at a recipe as a whole, with the recipes it calls, and runs nothing.</summary>
internal sealed class RecipeChecker(
    IServiceProvider services, CheckState state, ShellToCome shellToCome, IStringLocalizer localizer, long limit, CancellationToken cancellationToken)
{
    private const int MaxProblems = 500;

    private StepHandlers _handlers = new(services);
    private int _featuresSeen = state.Features.Count;
    private readonly Stack<string> _open = new();
    private readonly List<RecipeProblem> _problems = [];

    internal IReadOnlyList<RecipeProblem> Problems => _problems;

    /// <summary>Reads and checks a recipe; null when it cannot be read.</summary>
    internal async Task<Recipe?> CheckAsync(RecipeDescriptor descriptor)
    {
        try
        {
            var recipe = await RecipeReader.ReadAsync(descriptor, localizer, limit, cancellationToken);
            await CheckAsync(recipe);
            return recipe;
        }
        catch (RecipeFormatException fault)
        {
            _problems.Add(new RecipeProblem(descriptor.FileName, 0, fault.Path, fault.Message, false, fault.Line, fault.Column));
            return null;
        }
    }

    internal async Task CheckAsync(Recipe recipe)
    {
        _open.Push(recipe.Name);
        var found = new List<RecipeProblem>();
        CheckExpressions(recipe, recipe.Variables, "variables", (path, message) => found.Add(new RecipeProblem(recipe.File, 0, path, message)));
        for (var i = 0; i < recipe.Steps.Count && found.Count < MaxProblems; i++)
        {
            await CheckStepAsync(recipe, i, found);
        }

        _open.Pop();
        _problems.AddRange(found.Take(MaxProblems).WithPlaces(recipe));
    }

    private async Task CheckStepAsync(Recipe recipe, int index, List<RecipeProblem> found)
    {
        var step = recipe.Steps[index];
        var root = Recipe.StepPath(index);
        void Problem(string path, string message, bool isWarning) => found.Add(new RecipeProblem(recipe.File, index + 1, JsonPaths.Join(root, path), message, isWarning));
        if (CheckName(step, Problem) is not { } name)
        {
            return;
        }

        var handlers = _handlers.For(name);
        if (handlers.Count == 0)
        {
            Problem("name", Unknown(name), false);
            return;
        }

        CheckExpressions(recipe, step, root, (path, message) => found.Add(new RecipeProblem(recipe.File, index + 1, path, message)));
        var before = found.Count(problem => !problem.IsWarning);
        foreach (var handler in handlers)
        {
            new SchemaCheck(localizer, Problem).Check(step, handler.Schema, "");
        }

        // A step of a wrong shape is not looked at further: its handler may rely on its schema.
        if (found.Count(problem => !problem.IsWarning) == before)
        {
            foreach (var handler in handlers)
            {
                await handler.CheckAsync(new StepCheck(step, services, state, FilesOf(recipe), Problem, (path, inner) => IncludeAsync(inner, path, Problem)));
            }
        }

        await FollowFeaturesAsync();
    }

    /// <summary>After a step that switches features, the steps behind it meet the handlers they will run with.</summary>
    private async Task FollowFeaturesAsync()
    {
        if (state.Features.Count != _featuresSeen)
        {
            _featuresSeen = state.Features.Count;
            _handlers = new StepHandlers(await shellToCome.WithAsync(state.Features));
        }
    }

    private string? CheckName(JsonObject step, Action<string, string, bool> problem)
    {
        if (step["name"] is JsonValue value && value.TryGetValue<string>(out var name) && name.Length > 0)
        {
            return name;
        }

        var other = step.Select(member => member.Key).FirstOrDefault(key => key != "name" && key.Equals("name", StringComparison.OrdinalIgnoreCase));
        problem(other ?? "name", other is null ? localizer["The step has no \"name\"."] : localizer["Write \"{0}\" in lower case instead of \"{1}\".", "name", other], false);
        return null;
    }

    private string Unknown(string name)
    {
        if (OrchardIds.Default.StepNote(name) is { } note)
        {
            return localizer["The step “{0}” of Orchard Core does nothing here: {1}", name, localizer[note]];
        }

        var near = Words.Nearest(name, _handlers.All.Select(handler => handler.Name));
        return near is null ? localizer["No enabled feature knows the step “{0}”.", name] : localizer["No enabled feature knows the step “{0}”. Is “{1}” meant?", name, near];
    }

    private void CheckExpressions(Recipe recipe, JsonNode? node, string path, Action<string, string> problem)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    CheckExpressions(recipe, value, JsonPaths.Member(path, name), problem);
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    CheckExpressions(recipe, items[i], JsonPaths.Item(path, i), problem);
                }

                break;
            case JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith('['):
                CheckExpression(recipe, text, message => problem(path, message));
                break;
        }
    }

    private void CheckExpression(Recipe recipe, string text, Action<string> problem)
    {
        if (Expression.IsMistaken(text))
        {
            problem(localizer["There are no {0} expressions. Write {1} or {2}.", "[env:…]", "[js: configuration('Key')]", "[js: parameters('Name')]"]);
        }

        if (Expression.Of(text) is not { } expression)
        {
            return;
        }

        if (expression.Engine == "file")
        {
            CheckFile(recipe, expression, problem);
            return;
        }

        if (RecipeScript.Fault(expression.Script) is { } fault)
        {
            problem(localizer["The script cannot be read: {0}", fault]);
        }

        foreach (var missing in expression.VariableNames().Where(name => !recipe.Variables.ContainsKey(name)))
        {
            problem(localizer["The recipe has no variable “{0}”.", missing]);
        }
    }

    private void CheckFile(Recipe recipe, Expression expression, Action<string> problem)
    {
        if (expression.FileCall() is not { } call)
        {
            problem(localizer["Write [file:text('path')] or [file:base64('path')]."]);
            return;
        }

        if (FilesOf(recipe).Fault(call.Path) is { } fault)
        {
            problem(fault);
        }
    }

    private RecipeFiles FilesOf(Recipe recipe) => new(recipe.Descriptor.BasePath, recipe.Descriptor.RootPath, localizer);

    private async Task IncludeAsync(string name, string path, Action<string, string, bool> problem)
    {
        if (_open.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            problem(path, localizer["The recipes call one another in a circle: {0}.", string.Join(" → ", _open.Reverse().Append(name))], false);
            return;
        }

        if (await services.GetRequiredService<IRecipeHarvester>().FindAsync(name, cancellationToken) is not { } inner)
        {
            problem(path, localizer["There is no recipe named “{0}”.", name], false);
            return;
        }

        await CheckAsync(inner);
    }
}
