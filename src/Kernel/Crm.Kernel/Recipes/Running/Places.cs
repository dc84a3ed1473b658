using Crm.Kernel.Recipes.Reading;

namespace Crm.Kernel.Recipes.Running;

internal static class Places
{
    /// <summary>The problems with the line and column of their path.</summary>
    internal static IReadOnlyList<RecipeProblem> WithPlaces(this IEnumerable<RecipeProblem> problems, Recipe recipe)
    {
        var all = problems.ToList();
        var places = JsonPaths.Locate(recipe.Text, all.Select(problem => problem.Path));
        return [.. all.Select(problem => places.TryGetValue(problem.Path, out var place) ? problem with { Line = place.Line, Column = place.Column } : problem)];
    }
}
