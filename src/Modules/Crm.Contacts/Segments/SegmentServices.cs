using Crm.Contacts.Segments.Conditions;
using Crm.Contacts.Segments.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Segments;

/// <summary>Registration of segments and of the rules that modules add.</summary>
public static class SegmentServices
{
    /// <summary>Adds a module's rules.</summary>
    public static IServiceCollection AddSegmentRules<T>(this IServiceCollection services) where T : class, ISegmentRules => services.AddScoped<ISegmentRules, T>();

    internal static IServiceCollection AddSegments(this IServiceCollection services)
    {
        services.AddScoped<DayOperators>();
        services.AddSegmentRules<PersonRules>();
        services.AddSegmentRules<HouseholdRules>();
        services.AddSegmentRules<OrganisationRules>();
        services.AddSegmentRules<TimelineRules>();
        services.AddSegmentRules<FieldRules>();
        services.AddScoped<ConditionJson>();
        services.AddScoped<RuleBooks>();
        return services;
    }
}
