using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Admin", Name = "Administration", Category = "Platform", Author = "Crm", Version = "0.1.0")]
