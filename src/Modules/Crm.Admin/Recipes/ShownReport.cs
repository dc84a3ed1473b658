using Crm.Kernel.Recipes;

namespace Crm.Admin.Recipes;

/// <summary>Steps and problems to show.</summary>
public sealed record ShownReport(IReadOnlyList<RecipeStepReport> Steps, IReadOnlyList<RecipeProblem> Problems);
