namespace Crm.Kernel.Recipes;

/// <summary>Tells a recipe's check what the tenant has already.</summary>
public interface IRecipeFacts
{
    /// <summary>The names of the roles.</summary>
    Task<IReadOnlyList<string>> ListRolesAsync();
}
