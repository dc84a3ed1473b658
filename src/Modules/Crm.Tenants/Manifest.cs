using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Tenants", Name = "Tenants", Category = "Platform", Author = "Crm", Version = "0.1.0")]
