using System.Text.Json.Nodes;
using Crm.Kernel.Recipes.Reading;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Recipes.Expressions;

/// <summary>The expressions of one recipe while it runs: values only, never names; variables on first use, once.</summary>
internal sealed class RecipeExpressions
{
    private const int MaxRounds = 8;

    private readonly Recipe _recipe;
    private readonly IStringLocalizer _localizer;
    private readonly RecipeScript _script;
    private readonly RecipeFiles _files;
    private readonly Dictionary<string, string> _variables = [];
    private readonly HashSet<string> _underWay = [];
    private IServiceProvider _services = null!;
    private CancellationToken _cancellationToken;

    internal RecipeExpressions(Recipe recipe, string tenantId, IReadOnlyDictionary<string, object?> environment, IStringLocalizer localizer)
    {
        _recipe = recipe;
        _localizer = localizer;
        _script = new RecipeScript($"{tenantId}\n{recipe.Name}", environment, Variable, localizer);
        _files = new RecipeFiles(recipe.Descriptor.BasePath, recipe.Descriptor.RootPath, localizer);
    }

    /// <summary>A copy of the step with every expression evaluated.</summary>
    /// <param name="services">Of the step's scope, for the functions that modules add.</param>
    /// <exception cref="RecipeExpressionException">One of them failed.</exception>
    internal JsonObject Evaluate(int stepIndex, JsonObject step, IServiceProvider services, CancellationToken cancellationToken)
    {
        _services = services;
        _cancellationToken = cancellationToken;
        return (JsonObject)Evaluate(step, Recipe.StepPath(stepIndex))!;
    }

    private JsonNode? Evaluate(JsonNode? node, string path) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Evaluate(member.Value, JsonPaths.Member(path, member.Key))))),
        JsonArray items => new JsonArray([.. items.Select((item, index) => Evaluate(item, JsonPaths.Item(path, index)))]),
        JsonValue value when value.TryGetValue<string>(out var text) && Expression.Of(text) is not null => JsonValue.Create(Value(text, path)),
        _ => node?.DeepClone(),
    };

    private string Value(string text, string path)
    {
        for (var round = 0; Expression.Of(text) is { } expression; round++)
        {
            if (round == MaxRounds)
            {
                throw new RecipeExpressionException(path, _localizer["The expression gives an expression again and again."]);
            }

            text = Value(expression, path);
        }

        return text;
    }

    private string Value(Expression expression, string path)
    {
        try
        {
            return expression.Engine == "js" ? _script.Evaluate(expression.Script, path, _services, _cancellationToken) : FileValue(expression);
        }
        catch (Exception fault) when (fault is RecipeScriptException or RecipeFileException)
        {
            throw new RecipeExpressionException(path, fault.Message);
        }
    }

    private string FileValue(Expression expression)
    {
        var (function, name) = expression.FileCall()
            ?? throw new RecipeFileException(_localizer["Write [file:text('path')] or [file:base64('path')]."]);
        var file = _files.Find(name);
        return function == "text" ? File.ReadAllText(file) : Convert.ToBase64String(File.ReadAllBytes(file));
    }

    private string Variable(string name)
    {
        if (_variables.TryGetValue(name, out var known))
        {
            return known;
        }

        if (!_recipe.Variables.TryGetPropertyValue(name, out var node))
        {
            throw new RecipeScriptException(_localizer["The recipe has no variable “{0}”.", name]);
        }

        if (!_underWay.Add(name))
        {
            throw new RecipeScriptException(_localizer["The variable “{0}” needs itself.", name]);
        }

        var path = JsonPaths.Member("variables", name);
        var value = node is JsonValue text && text.TryGetValue<string>(out var written) ? Value(written, path) : node?.ToJsonString() ?? "";
        _underWay.Remove(name);
        return _variables[name] = value;
    }
}

/// <summary>An expression that failed.</summary>
/// <param name="path">JSON path from the recipe's root.</param>
internal sealed class RecipeExpressionException(string path, string message) : Exception(message)
{
    internal string Path { get; } = path;
}
