using Crm.Kernel.Liquid;
using Crm.Kernel.Security;
using Fluid;
using Fluid.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Queries;

/// <summary><c>Queries.OpenDeals</c>, to be run by the filter <c>query</c>.</summary>
internal sealed class QueriesObject(NamedQueries queries) : ILiquidObject
{
    public async ValueTask<FluidValue?> GetAsync(string member, LiquidContext context)
        => await queries.FindAsync(member) is { } query ? new ObjectValue(query) : null;
}

/// <summary>
/// <c>{% assign deals = Queries.OpenDeals | query: stage: "Won" %}</c>. In a request it asks for the right to see everything, for a query's rows
/// cannot be filtered by field; outside one (a job, a mail) the tenant itself asks.
/// </summary>
internal sealed class QueryFilter(NamedQueries queries, Rights rights, IHttpContextAccessor accessor, IStringLocalizer<NamedQueries> S) : ILiquidFilter
{
    public async ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
    {
        if (input.ToObjectValue() is not StoredQuery query)
        {
            return ArrayValue.Empty;
        }

        if (accessor.HttpContext is { } request && !await rights.HoldsAsync(request.User, StandardPermissions.SeesEverything, null))
        {
            throw new LiquidException(S["The query “{0}” needs the right to see everything.", query.Name]);
        }

        try
        {
            var rows = await queries.ExecuteAsync(query, arguments.Names.ToDictionary(name => name, name => arguments[name].ToObjectValue())!);
            return new ArrayValue([.. rows.Select(row => FluidValue.Create(row, context.Options))]);
        }
        catch (QueryException fault)
        {
            throw new LiquidException(fault.Message);
        }
    }
}
