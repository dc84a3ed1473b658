using System.Text.Json.Nodes;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Recipes.Steps;

/// <summary>Makes roles and sets, adds or takes their rights. Names of rights that no enabled feature knows are kept: a type's rights exist only while it is securable.</summary>
internal sealed class RolesStep() : RecipeStepHandler("Roles")
{
    private static readonly JsonObject StepSchemaOfRoles = StepSchema.Of("Roles", """
        {
          "Roles": { "type": "array", "description": "The roles.", "items": { "type": "object", "required": ["Name"], "additionalProperties": false, "properties": {
            "Name": { "type": "string", "minLength": 1, "x-suggest": "roles" },
            "Description": { "type": "string" },
            "Permissions": { "type": "array", "items": { "type": "string" }, "description": "Names of rights.", "x-suggest": "permissions" },
            "PermissionBehavior": { "enum": ["Replace", "Add", "Remove"], "description": "What becomes of the rights the role has; Replace when absent." } } } }
        }
        """, required: ["Roles"]);

    public override JsonObject Schema => StepSchemaOfRoles;

    public override Task CheckAsync(RecipeCheckContext context)
    {
        context.Roles.UnionWith(StepMembers.Array(context.Step, "Roles").OfType<JsonObject>().Select(role => StepMembers.Get(role, "Name")!.ToString()));
        return Task.CompletedTask;
    }

    public override Task ExecuteAsync(RecipeExecutionContext context)
    {
        var roles = StepMembers.Read<List<RoleEntry>>(context.Step, "Roles") ?? [];
        return context.Services.GetRequiredService<Roles>().ChangeAsync(document => roles.ForEach(entry => Apply(entry, document)));
    }

    private static void Apply(RoleEntry entry, RolesDocument document)
    {
        var role = document.FindOrAdd(entry.Name);
        role.RoleDescription = entry.Description ?? role.RoleDescription;
        if (entry.Permissions is null || Role.Same(role.RoleName, Role.Administrator))
        {
            return; // the administrator may do everything without a list
        }

        role.SetPermissions(entry.PermissionBehavior switch
        {
            PermissionBehavior.Add => role.PermissionNames().Union(entry.Permissions).ToList(),
            PermissionBehavior.Remove => role.PermissionNames().Except(entry.Permissions).ToList(),
            _ => entry.Permissions,
        });
    }

    private sealed record RoleEntry(string Name, string? Description, List<string>? Permissions, PermissionBehavior PermissionBehavior = PermissionBehavior.Replace);

    private enum PermissionBehavior
    {
        Replace,
        Add,
        Remove,
    }
}

/// <summary>Exports roles with their rights.</summary>
internal sealed class RolesExporter(Roles roles) : IRecipeExporter
{
    public string StepName => "Roles";

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync()
        => [.. (await roles.ListAsync()).Where(role => !Role.Same(role.RoleName, Role.Administrator)).Select(role => (role.RoleName, role.RoleName))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var chosen = (await roles.ListAsync()).Where(role => !Role.Same(role.RoleName, Role.Administrator) && choices?.Contains(role.RoleName) != false);
        var entries = new JsonArray([.. chosen.Select(role => (JsonNode)new JsonObject
        {
            ["Name"] = role.RoleName,
            ["Description"] = role.RoleDescription,
            ["Permissions"] = new JsonArray([.. role.PermissionNames().Select(name => (JsonNode)name)]),
        })]);
        return entries.Count == 0 ? [] : [new JsonObject { ["name"] = StepName, ["Roles"] = entries }];
    }
}
