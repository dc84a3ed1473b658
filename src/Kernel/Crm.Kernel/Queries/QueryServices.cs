using Crm.Kernel.Data;
using Crm.Kernel.Liquid;
using Crm.Kernel.Queries.Sql;
using Crm.Kernel.Recipes;
using Crm.Kernel.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Queries;

/// <summary>Registration of the queries.</summary>
internal static class QueryServices
{
    /// <summary>Named queries, their recipe step and their place in Liquid.</summary>
    internal static IServiceCollection AddQueryKernel(this IServiceCollection services)
    {
        services.AddSingleton(tenant => new SqlTables(tenant.GetServices<IIndexProvider>(), tenant.GetServices<SecretField>()));
        services.AddScoped<SqlQueries>();
        services.AddScoped(scope => new NamedQueries(
            scope.GetRequiredService<IDocumentManager<QueriesDocument>>(), scope.GetRequiredService<SqlQueries>(), scope.GetServices<IQuerySource>(), scope.GetRequiredService<IStringLocalizer<NamedQueries>>()));
        services.AddLiquidObject<QueriesObject>("Queries").AddLiquidFilter<QueryFilter>("query");
        return services.AddRecipeStep<QueriesStep>().AddRecipeExporter<QueriesExporter>();
    }
}
